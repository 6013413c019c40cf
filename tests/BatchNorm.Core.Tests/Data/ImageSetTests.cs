namespace BatchNorm.Data;

public sealed class ImageSetTests
{
    [Fact]
    public void Images_are_found_row_by_row()
    {
        var images = new ImageSet(2, 3, [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15], [7, 9]);

        Assert.Equal((2, 2, 3, 6), (images.Count, images.Shape.Rows, images.Shape.Columns, images.PixelsPerImage));
        Assert.Equal([10, 11, 12, 13, 14, 15], images.Image(1).ToArray());
        Assert.Equal([7, 9], images.Labels.ToArray());
    }

    [Fact]
    public void A_slice_is_a_set_of_its_own()
    {
        var images = new ImageSet(1, 2, [0, 1, 10, 11, 20, 21, 30, 31], [0, 1, 2, 3]);

        ImageSet slice = images.Slice(1, 3).Slice(1, 1);

        Assert.Equal(1, slice.Count);
        Assert.Equal([20, 21], slice.Pixels.ToArray());
        Assert.Equal([20, 21], slice.Image(0).ToArray());
        Assert.Equal([2], slice.Labels.ToArray());
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 3)]
    [InlineData(2, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_slice_beyond_the_set_is_refused(int start, int count)
    {
        var images = new ImageSet(1, 1, [0, 1], [0, 1]);

        Assert.Throws<ArgumentOutOfRangeException>(() => images.Slice(start, count));
    }

    [Fact]
    public void A_slice_of_a_slice_cannot_reach_out_of_it()
    {
        ImageSet slice = new ImageSet(1, 1, [0, 1, 2], [0, 1, 2]).Slice(0, 2);

        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Slice(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Image(2).Length);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, -1)]
    public void A_size_below_one_is_refused(int height, int width)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageSet(height, width, [0], [0]));
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(1, 1, 1)]
    [InlineData(1 << 30, 1 << 30, 0)]
    public void Pixels_that_do_not_match_the_labels_are_refused(int height, int width, int pixels)
    {
        var labels = new byte[16]; // 16 x 2^30 x 2^30 is 0 in 64 bits

        var error = Assert.Throws<ArgumentException>(() => new ImageSet(height, width, new byte[pixels], labels));

        Assert.Equal("pixels", error.ParamName);
    }

    [Fact]
    public void Missing_arrays_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new ImageSet(1, 1, null!, []));
        Assert.Throws<ArgumentNullException>(() => new ImageSet(1, 1, [], null!));
    }
}
