using System.Text;
using BatchNorm.Data;

namespace BatchNorm.Core.Tests.Data;

public class SyntheticDigitsTests
{
    private static readonly SyntheticDigitsSettings Small = new()
    {
        Seed = 7, TrainingCount = 2000, ValidationCount = 300, TestCount = 1000,
    };

    private static readonly Lazy<Dataset> Digits = new(() => SyntheticDigits.Create(Small, CancellationToken.None));

    [Fact]
    public void A_set_has_the_name_the_counts_and_the_size_that_were_asked_for()
    {
        Dataset digits = Digits.Value;

        Assert.Equal("Synthetic", digits.Name);
        Assert.Equal([2000, 300, 1000], Slices(digits).Select(slice => slice.Count));
        Assert.All(Slices(digits), slice => Assert.Equal((28, 28), (slice.Shape.Rows, slice.Shape.Columns)));
    }

    [Fact]
    public void The_settings_default_to_the_slices_of_MNIST()
    {
        var settings = new SyntheticDigitsSettings();

        Assert.Equal((55_000, 5_000, 10_000), (settings.TrainingCount, settings.ValidationCount, settings.TestCount));
    }

    [Fact]
    public void The_same_seed_gives_the_same_images()
    {
        AssertSame(Digits.Value, SyntheticDigits.Create(Small with { }, CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void The_number_of_threads_changes_nothing(int threads)
    {
        AssertSame(Digits.Value, SyntheticDigits.Create(Small, new ParallelOptions { MaxDegreeOfParallelism = threads }));
    }

    [Fact]
    public void Another_seed_gives_other_images()
    {
        Dataset others = SyntheticDigits.Create(Small with { Seed = 8 }, CancellationToken.None);

        Assert.Empty(ImagesOf(Digits.Value.Training).Intersect(ImagesOf(others.Training)));
    }

    [Fact]
    public void A_smaller_slice_is_the_beginning_of_a_larger_one()
    {
        Dataset smaller = SyntheticDigits.Create(
            Small with { TrainingCount = 40, ValidationCount = 3, TestCount = 10 }, CancellationToken.None);

        foreach ((ImageSet small, ImageSet large) in Slices(smaller).Zip(Slices(Digits.Value)))
        {
            Assert.True(large.Pixels.StartsWith(small.Pixels));
            Assert.True(large.Labels.StartsWith(small.Labels));
        }
    }

    [Fact]
    public void No_image_stands_twice_in_a_slice_or_in_two_slices()
    {
        List<string> images = [.. Slices(Digits.Value).SelectMany(ImagesOf)];

        Assert.Equal(images.Count, images.Distinct().Count());
    }

    [Fact]
    public void The_classes_are_balanced_to_within_sampling_noise()
    {
        ImageSet training = Digits.Value.Training;
        double deviation = Math.Sqrt(training.Count * 0.1 * 0.9);

        for (byte digit = 0; digit < 10; digit++)
            Assert.InRange(training.Labels.Count(digit), 200 - 4 * deviation, 200 + 4 * deviation);
    }

    [Fact]
    public void The_labels_are_in_no_order()
    {
        ReadOnlySpan<byte> labels = Digits.Value.Training.Labels;
        int repeated = 0;
        for (int i = 1; i < labels.Length; i++)
            repeated += labels[i] == labels[i - 1] ? 1 : 0;

        // A label is that of the image before it once in ten; sorted labels repeat nearly always, cycling ones never.
        Assert.InRange(repeated / (labels.Length - 1.0), 0.08, 0.12);
    }

    [Fact]
    public void About_a_fifth_of_the_pixels_is_inked_and_the_middle_of_a_line_is_white()
    {
        foreach (ImageSet slice in Slices(Digits.Value))
        {
            Assert.InRange(1 - slice.Pixels.Count((byte)0) / (double)slice.Pixels.Length, 0.17, 0.22);
            Assert.InRange(MeanPixel(slice) / 255, 0.11, 0.15);
            Assert.DoesNotContain(ImagesOf(slice), image => image.Max() < 200);
        }
    }

    [Fact]
    public void The_ink_is_centred_and_never_cut_off_at_a_border()
    {
        ImageSet training = Digits.Value.Training;
        for (int i = 0; i < training.Count; i++)
        {
            ReadOnlySpan<byte> image = training.Image(i);
            double ink = 0, sumX = 0, sumY = 0;
            for (int p = 0; p < image.Length; p++)
            {
                (int y, int x) = Math.DivRem(p, 28);
                ink += image[p];
                sumX += image[p] * (x + 0.5);
                sumY += image[p] * (y + 0.5);
                if (x is 0 or 27 || y is 0 or 27)
                    Assert.Equal(0, image[p]);
            }

            Assert.InRange(sumX / ink, 14 - 4.5, 14 + 4.5);
            Assert.InRange(sumY / ink, 14 - 4.5, 14 + 4.5);
        }
    }

    [Fact]
    public void The_nearest_class_mean_tells_most_digits_but_far_from_all()
    {
        Dataset digits = Digits.Value;
        double[][] means = ClassMeans(digits.Training);
        int right = 0;
        for (int i = 0; i < digits.Test.Count; i++)
            right += Nearest(means, digits.Test.Image(i)) == digits.Test.Labels[i] ? 1 : 0;

        // MNIST: 0.82.
        Assert.InRange(right / (double)digits.Test.Count, 0.65, 0.9);
    }

    [Fact]
    public void A_slice_may_be_empty()
    {
        Dataset digits = SyntheticDigits.Create(Small with { ValidationCount = 0 }, CancellationToken.None);

        Assert.Equal(0, digits.Validation.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_count_that_no_slice_can_have_is_refused_by_name(int count)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => SyntheticDigits.Create(Small with { TestCount = count }, CancellationToken.None));

        Assert.Equal("TestCount", exception.ParamName);
    }

    [Fact]
    public void Cancellation_stops_the_drawing()
    {
        Assert.ThrowsAny<OperationCanceledException>(() => SyntheticDigits.Create(new CancellationToken(canceled: true)));
    }

    private static ImageSet[] Slices(Dataset digits) => [digits.Training, digits.Validation, digits.Test];

    // One character a pixel: strings compare and hash by content.
    private static IEnumerable<string> ImagesOf(ImageSet images) =>
        Enumerable.Range(0, images.Count).Select(i => Encoding.Latin1.GetString(images.Image(i)));

    private static void AssertSame(Dataset expected, Dataset actual)
    {
        foreach ((ImageSet one, ImageSet other) in Slices(expected).Zip(Slices(actual)))
        {
            Assert.True(one.Pixels.SequenceEqual(other.Pixels), "The pixels differ.");
            Assert.True(one.Labels.SequenceEqual(other.Labels), "The labels differ.");
        }
    }

    private static double MeanPixel(ImageSet images)
    {
        long sum = 0;
        foreach (byte pixel in images.Pixels)
            sum += pixel;
        return sum / (double)images.Pixels.Length;
    }

    private static double[][] ClassMeans(ImageSet images)
    {
        double[][] means = [.. Enumerable.Range(0, 10).Select(_ => new double[images.PixelsPerImage])];
        for (int i = 0; i < images.Count; i++)
        {
            byte label = images.Labels[i];
            double share = 1.0 / images.Labels.Count(label);
            ReadOnlySpan<byte> image = images.Image(i);
            for (int p = 0; p < image.Length; p++)
                means[label][p] += share * image[p];
        }

        return means;
    }

    private static int Nearest(double[][] means, ReadOnlySpan<byte> image)
    {
        int nearest = 0;
        double least = double.PositiveInfinity;
        for (int digit = 0; digit < means.Length; digit++)
        {
            double distance = 0;
            for (int p = 0; p < image.Length; p++)
                distance += (image[p] - means[digit][p]) * (image[p] - means[digit][p]);
            if (distance < least)
                (nearest, least) = (digit, distance);
        }

        return nearest;
    }
}
