using BatchNorm.Files;

namespace BatchNorm.Data;

public sealed class DatasetReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_twelfth_of_the_training_images_is_for_validation()
    {
        WriteSet(training: 240, test: 5);

        Dataset dataset = await DatasetReader.ReadAsync(_folder.Path, Cancellation);

        Assert.Equal((220, 20, 5), (dataset.Training.Count, dataset.Validation.Count, dataset.Test.Count));
        Assert.Equal([1, 2, 3, 4, 5, 6], dataset.Validation.Image(1).ToArray());
        Assert.Equal([20, 21, 22, 23, 24, 25], dataset.Training.Image(0).ToArray());
        Assert.Equal([0, 1], dataset.Validation.Labels[..2].ToArray());
        Assert.Equal([4, 5, 6, 7, 8, 9], dataset.Test.Image(4).ToArray());
        Assert.Equal((2, 3), (dataset.Test.Shape.Rows, dataset.Test.Shape.Columns));
    }

    [Fact]
    public async Task Images_sorted_by_class_give_validation_every_class()
    {
        WriteSet(training: 240, test: 5);
        byte[] sorted = [.. IdxBytes.Header(0x801, 240), .. Enumerable.Range(0, 240).Select(i => (byte)(i / 24))];
        _folder.Write("train-labels-idx1-ubyte", sorted);

        Dataset dataset = await DatasetReader.ReadAsync(_folder.Path, Cancellation);

        Assert.Equal(Enumerable.Repeat(2, 10), CountLabels(dataset.Validation));
        Assert.Equal(Enumerable.Repeat(22, 10), CountLabels(dataset.Training));
    }

    [Fact]
    public async Task A_set_that_is_not_mnist_is_named_after_its_folder()
    {
        string fashion = Directory.CreateDirectory(_folder.At("fashion")).FullName;
        WriteSet(training: 24, test: 5, folder: "fashion");

        Dataset plain = await DatasetReader.ReadAsync(fashion, Cancellation);
        Dataset withSeparator = await DatasetReader.ReadAsync(fashion + Path.DirectorySeparatorChar, Cancellation);

        Assert.Equal("Idx: fashion", plain.Name);
        Assert.Equal("Idx: fashion", withSeparator.Name);
    }

    [Fact]
    public async Task Sets_in_folders_of_the_same_name_are_told_apart()
    {
        var names = new List<string>();
        foreach (string set in new[] { "FashionMNIST", "KMNIST" })
        {
            string raw = Directory.CreateDirectory(Path.Combine(_folder.At(set), "raw")).FullName;
            WriteSet(training: 24, test: 5, folder: raw);
            names.Add((await DatasetReader.ReadAsync(raw, Cancellation)).Name);
        }

        Assert.Equal(["Idx: FashionMNIST/raw", "Idx: KMNIST/raw"], names);
    }

    [Fact]
    public async Task Packed_plain_and_dotted_names_may_be_mixed()
    {
        _folder.Write("train-images.idx3-ubyte", IdxBytes.Images(24));
        _folder.Write("train-labels-idx1-ubyte.gz", IdxBytes.Gzip(IdxBytes.Labels(24)));
        _folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(5));
        _folder.Write("t10k-labels.idx1-ubyte.gz", IdxBytes.Gzip(IdxBytes.Labels(5)));

        Dataset dataset = await DatasetReader.ReadAsync(_folder.Path, Cancellation);

        Assert.Equal(5, dataset.Test.Count);
    }

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(11, 1, 10)]
    [InlineData(12, 2, 10)]
    [InlineData(240, 20, 220)]
    public async Task There_is_at_least_one_validation_image(int images, int validation, int training)
    {
        WriteSet(images, test: 1);

        Dataset dataset = await DatasetReader.ReadAsync(_folder.Path, Cancellation);

        Assert.Equal((validation, training), (dataset.Validation.Count, dataset.Training.Count));
    }

    [Fact]
    public async Task A_single_training_image_is_refused()
    {
        WriteSet(training: 1, test: 1);

        await AssertRefusedAsync("train-images-idx3-ubyte", "too small", "found 1");
    }

    [Theory]
    [InlineData("train-labels-idx1-ubyte", 23, "expected 24 labels for 24 images, found 23")]
    [InlineData("t10k-labels-idx1-ubyte", 6, "expected 5 labels for 5 images, found 6")]
    public async Task Images_and_labels_that_disagree_in_number_are_refused(string labels, int count, string message)
    {
        WriteSet(training: 24, test: 5);
        _folder.Write(labels, IdxBytes.Labels(count));

        await AssertRefusedAsync(labels, message);
    }

    [Fact]
    public async Task Test_images_of_another_size_are_refused()
    {
        WriteSet(training: 24, test: 5);
        _folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(5, 3, 2));

        await AssertRefusedAsync("t10k-images-idx3-ubyte", "2 x 3", "3 x 2");
    }

    [Fact]
    public async Task A_bad_file_among_good_ones_is_refused()
    {
        WriteSet(training: 24, test: 5);
        _folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(5)[..^1]);

        await AssertRefusedAsync("t10k-images-idx3-ubyte", "expected 46 bytes", "found 45");
    }

    [Fact]
    public async Task Missing_files_are_listed()
    {
        WriteSet(training: 24, test: 5);
        File.Delete(_folder.At("train-images-idx3-ubyte"));
        File.Delete(_folder.At("t10k-labels-idx1-ubyte"));

        await AssertRefusedAsync("", "train-images-idx3-ubyte, t10k-labels-idx1-ubyte");
    }

    [Fact]
    public async Task A_missing_folder_is_refused()
    {
        string missing = _folder.At("missing");

        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetReader.ReadAsync(missing, Cancellation));

        Assert.Equal(missing, error.Path);
        Assert.Contains(missing, error.Message);
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        WriteSet(training: 24, test: 5);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => DatasetReader.ReadAsync(_folder.Path, new CancellationToken(true)));
    }

    [Fact]
    public async Task Where_only_mnist_will_do_another_file_is_refused_with_the_way_out()
    {
        var mirror = new MadeMnist();
        mirror.Save(_folder);
        await DatasetReader.ReadGenuineAsync(_folder.Path, mirror.Dataset, Cancellation);
        byte[] bytes = IdxBytes.Labels(5);
        bytes[^1] ^= 1;
        string path = _folder.Write("t10k-labels-idx1-ubyte.gz", IdxBytes.Gzip(bytes));

        var error = await Assert.ThrowsAsync<DatasetException>(
            () => DatasetReader.ReadGenuineAsync(_folder.Path, mirror.Dataset, Cancellation));

        Assert.Equal(path, error.Path);
        Assert.Contains("Delete it", error.Message);
        Assert.Contains(mirror.Files[3].Sha256!, error.Message);
    }

    [Fact]
    public async Task Genuine_mnist_is_what_the_lesson_used()
    {
        Dataset mnist = await ReadMnistAsync();

        Assert.Equal("Mnist", mnist.Name);
        Assert.Equal((55_000, 5_000, 10_000), (mnist.Training.Count, mnist.Validation.Count, mnist.Test.Count));
        Assert.Equal((28, 28), (mnist.Images.Rows, mnist.Images.Columns));
        Assert.Equal([5, 0, 4, 1, 9], mnist.Validation.Labels[..5].ToArray());
        Assert.Equal([7, 2, 1, 0, 4], mnist.Test.Labels[..5].ToArray());
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], CountLabels(mnist.Test));
    }

    [Fact]
    public async Task Genuine_mnist_has_the_mean_pixel_that_is_published()
    {
        Dataset mnist = await ReadMnistAsync();

        double mean = MeanPixel(mnist.Training, mnist.Validation);

        Assert.Equal(0.1307, mean, 4); // of all 60,000 training images, as every tutorial normalizes them
    }

    private static Task<Dataset> ReadMnistAsync()
    {
        string? folder = DatasetPlaces.OfThisUser().EnvironmentFolder;
        Assert.SkipWhen(folder is null, $"{DatasetPlaces.EnvironmentVariable} is not set; it should name a folder with MNIST.");
        return DatasetReader.ReadAsync(folder, Cancellation);
    }

    private static int[] CountLabels(ImageSet images)
    {
        var counts = new int[10];
        foreach (byte label in images.Labels)
            counts[label]++;
        return counts;
    }

    private static double MeanPixel(params ImageSet[] sets)
    {
        long sum = 0;
        foreach (ImageSet set in sets)
        {
            foreach (byte pixel in set.Pixels)
                sum += pixel;
        }

        return sum / 255.0 / sets.Sum(set => (long)set.Pixels.Length);
    }

    private void WriteSet(int training, int test, string folder = "")
    {
        _folder.Write(Path.Combine(folder, "train-images-idx3-ubyte"), IdxBytes.Images(training));
        _folder.Write(Path.Combine(folder, "train-labels-idx1-ubyte"), IdxBytes.Labels(training));
        _folder.Write(Path.Combine(folder, "t10k-images-idx3-ubyte"), IdxBytes.Images(test));
        _folder.Write(Path.Combine(folder, "t10k-labels-idx1-ubyte"), IdxBytes.Labels(test));
    }

    private async Task AssertRefusedAsync(string file, params string[] message)
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetReader.ReadAsync(_folder.Path, Cancellation));
        Assert.Equal(file is "" ? _folder.Path : _folder.At(file), error.Path);
        Assert.All([error.Path, .. message], part => Assert.Contains(part, error.Message));
    }
}
