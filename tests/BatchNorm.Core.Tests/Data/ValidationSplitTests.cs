using CsCheck;

namespace BatchNorm.Data;

public sealed class ValidationSplitTests
{
    /// <summary>How many of each digit MNIST's training file has, and how many of them are among its first 5,000 images.</summary>
    private static readonly (int All, int Among)[] Mnist =
    [
        (5923, 479), (6742, 563), (5958, 488), (6131, 493), (5842, 535), (5421, 434), (5918, 501), (6265, 550), (5851, 462), (5949, 495),
    ];

    [Fact]
    public void MNIST_is_split_as_it_always_was()
    {
        byte[] labels =
        [
            .. Mnist.SelectMany((count, digit) => Enumerable.Repeat((byte)digit, count.Among)),
            .. Mnist.SelectMany((count, digit) => Enumerable.Repeat((byte)digit, count.All - count.Among)),
        ];

        AssertFirst(5000, Split(labels));
    }

    [Fact]
    public void Images_sorted_by_class_are_split_class_by_class()
    {
        byte[] labels = [.. Enumerable.Range(0, 2400).Select(i => (byte)(i / 240))];

        var (training, validation) = Split(labels);

        Assert.Equal(Enumerable.Repeat(20, 10), Counts(validation));
        Assert.Equal(Enumerable.Repeat(220, 10), Counts(training));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1], validation.Labels[..12].ToArray());
        Assert.Equal([0, 240, 480], Numbers(validation)[..3]); // the first of each class, the classes taking turns
        Assert.Equal(1, Numbers(validation)[10]);
        Assert.Equal([.. Enumerable.Range(0, 2400).Where(i => i % 240 >= 20)], Numbers(training)); // in the file's order
    }

    [Theory]
    [InlineData(120, 5)] // half its share
    [InlineData(120, 20)] // twice its share
    [InlineData(2, 1)]
    [InlineData(24, 1)]
    public void A_share_by_chance_is_fair_enough(int all, int among)
    {
        byte[] labels = WithClass(all, among);

        AssertFirst(labels.Length / 12, Split(labels));
    }

    [Theory]
    [InlineData(120, 4, 10)]
    [InlineData(120, 21, 10)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(24, 0, 2)]
    public void A_class_that_is_short_or_in_excess_is_set_right(int all, int among, int right)
    {
        var (training, validation) = Split(WithClass(all, among));

        Assert.Equal(right, Counts(validation)[7]);
        Assert.Equal(all - right, Counts(training)[7]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_only_image_of_a_class_is_trained_on(int among)
    {
        var (training, validation) = Split(WithClass(1, among));

        Assert.Equal((1, 0), (Counts(training)[7], Counts(validation)[7]));
    }

    [Fact]
    public void Where_no_class_has_two_images_the_first_one_validates() => AssertFirst(1, Split([3, 1, 4]));

    [Fact]
    public void Whatever_the_labels_no_class_of_two_is_missing_and_no_image_is_lost() =>
        Gen.Byte[0, 9].Array[2, 400].Sample(
            labels =>
            {
                var (training, validation) = Split(labels);

                Assert.Equal(Enumerable.Range(0, labels.Length), Numbers(training).Concat(Numbers(validation)).Order());
                Assert.InRange(validation.Count, 1, labels.Length - 1);
                foreach (IGrouping<byte, byte> label in labels.GroupBy(label => label).Where(label => label.Count() > 1))
                {
                    Assert.True(Counts(validation)[label.Key] > 0);
                    Assert.True(Counts(training)[label.Key] > 0);
                }

                Assert.Equal(Numbers(validation), Numbers(Split(labels).Validation));
            },
            iter: 300);

    /// <summary>1,200 images of all classes but 7 in turns, and among them some of class 7, so many of them in the first twelfth.</summary>
    private static byte[] WithClass(int all, int among)
    {
        const int Others = 1200;
        int first = ((Others + all) / 12) - among;
        IEnumerable<byte> others = Enumerable.Range(0, Others).Select(i => "\x0\x1\x2\x3\x4\x5\x6\x8\x9"[i % 9]).Select(label => (byte)label);
        IEnumerable<byte> sevens = Enumerable.Repeat((byte)7, all);
        return [.. sevens.Take(among), .. others.Take(first), .. sevens.Skip(among), .. others.Skip(first)];
    }

    /// <summary>Images of three pixels, which hold their number in the file.</summary>
    private static (ImageSet Training, ImageSet Validation) Split(byte[] labels)
    {
        (ImageSet training, ImageSet validation, _) = ValidationSplit.Of(Images(labels));
        return (training, validation);
    }

    private static ImageSet Images(byte[] labels) => new(
        1, 3, [.. Enumerable.Range(0, labels.Length).SelectMany(i => new[] { (byte)(i >> 16), (byte)(i >> 8), (byte)i })], labels);

    [Fact]
    public void It_is_told_which_images_are_for_validation()
    {
        byte[] mixed = [.. Enumerable.Range(0, 24_000).Select(i => (byte)(i % 10))], sorted = [.. mixed.Order()];

        Assert.Equal("the first 2,000 of 24,000 training images", ValidationSplit.Of(Images(mixed)).Description);
        Assert.Equal("2,000 of 24,000 training images, the first twelfth of every class", ValidationSplit.Of(Images(sorted)).Description);
    }

    [Fact]
    public void Of_47_classes_and_of_256_all_are_in_both_sets()
    {
        foreach (int classes in new[] { 47, 256 })
        {
            (ImageSet training, ImageSet validation, _) = ValidationSplit.Of(Images([.. Enumerable.Range(0, classes * 30).Select(i => (byte)(i / 30))]));

            Assert.Equal(classes, validation.Labels.ToArray().Distinct().Count());
            Assert.Equal(classes, training.Labels.ToArray().Distinct().Count());
        }
    }

    private static int[] Numbers(ImageSet images) =>
        [.. Enumerable.Range(0, images.Count).Select(i => (images.Image(i)[0] << 16) | (images.Image(i)[1] << 8) | images.Image(i)[2])];

    private static int[] Counts(ImageSet images) => [.. Enumerable.Range(0, 10).Select(label => images.Labels.Count((byte)label))];

    private static void AssertFirst(int count, (ImageSet Training, ImageSet Validation) split)
    {
        Assert.Equal(Enumerable.Range(0, count), Numbers(split.Validation));
        Assert.Equal(Enumerable.Range(count, split.Training.Count), Numbers(split.Training));
    }
}
