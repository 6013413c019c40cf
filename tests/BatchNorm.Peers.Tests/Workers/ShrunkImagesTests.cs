using BatchNorm.Data;

namespace BatchNorm.Peers.Workers;

public sealed class ShrunkImagesTests
{
    private static readonly ImageSet Images = new(3, 4, [1, 2, 10, 20, 3, 5, 30, 41, 99, 99, 99, 99, .. Enumerable.Repeat((byte)255, 12)], [4, 1]);

    [Fact]
    public void Each_pixel_is_the_rounded_mean_of_a_square()
    {
        Dataset small = ShrunkImages.Of(new Dataset("Made", Images, Images, Images), 2);

        Assert.Equal(new ImageShape(1, 2), small.Images);
        Assert.Equal([3, 25, 255, 255], small.Test.Pixels.ToArray()); // (1 + 2 + 3 + 5) / 4, (10 + 20 + 30 + 41) / 4
        Assert.Equal([4, 1], small.Training.Labels.ToArray());
    }

    [Fact]
    public void Once_as_small_is_as_it_was()
    {
        var dataset = new Dataset("Made", Images, Images, Images);

        Assert.Same(dataset, ShrunkImages.Of(dataset, 1));
    }
}
