using BatchNorm.Engines;
using BatchNorm.Engines.Simd;
using BatchNorm.Engines.Torch;
using BatchNorm.Files;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Data;

public sealed class FloatPixelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Numbers_from_0_to_1_are_seen_as_they_are()
    {
        Dataset data = await ReadAsync([0.1f, 0.7f, 1, 0], [0.3f]);

        Assert.Equal(PixelType.Float32, data.Training.PixelType);
        Assert.Equal([0.1f, 0.7f, 1, 0], Seen(data.Validation, 0));
        Assert.Equal([0.3f, 0.3f, 0.3f, 0.3f], Seen(data.Test, 0));
        Assert.Throws<InvalidOperationException>(() => data.Training.Pixels.Length);
    }

    [Fact]
    public async Task Numbers_that_are_the_255th_part_of_bytes_are_these_bytes_and_the_same_data()
    {
        Dataset data = await ReadAsync([0, 3 / 255f, 254 / 255f, 1], [1]);

        Assert.Equal(PixelType.UInt8, data.Training.PixelType);
        Assert.Equal([0, 3, 254, 255], data.Validation.Image(0).ToArray());
        Assert.Equal(Enumerable.Repeat((byte)255, 4), data.Test.Image(0).ToArray());
    }

    [Fact]
    public async Task Where_a_number_is_above_1_all_count_to_255()
    {
        Dataset whole = await ReadAsync([0, 1, 200, 255], [1]);
        Assert.Equal([0, 1, 200, 255], whole.Validation.Image(0).ToArray());
        Assert.Equal(1 / 255f, Seen(whole.Test, 0)[0]); // by the rule of both files

        Dataset parts = await ReadAsync([0, 0.5f, 200, 255], [1]);
        Assert.Equal([0, 0.5f / 255, 200 / 255f, 1], Seen(parts.Validation, 0));
    }

    [Theory]
    [InlineData(-0.1f, "-0.1")]
    [InlineData(255.5f, "255.5")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public async Task What_is_no_pixel_is_refused_with_its_place(float number, string text)
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => ReadAsync([0, 0, 0, 0, 0, 0, number, 0], [0]));

        Assert.Equal(_folder.At("train-images-idx3-float"), error.Path);
        Assert.Contains($"expected 0 to 1, or 0 to 255, found {text} in image 1", error.Message);
    }

    [Fact]
    public async Task Bytes_to_train_on_and_numbers_to_test_on_are_refused()
    {
        Write([0], [0]);
        File.Delete(_folder.At("t10k-images-idx3-float"));
        _folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(4, 1, 4));

        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetReader.ReadAsync(_folder.Path, Cancellation));

        Assert.Contains("expected Float32 pixels, found UInt8", error.Message);
    }

    [Fact]
    public async Task Other_numbers_are_other_data_and_slices_hold_their_own()
    {
        Dataset one = await ReadAsync([0.1f, 0.2f, 0.3f, 0.4f], [0.5f]), other = await ReadAsync([0.1f, 0.2f, 0.3f, 0.41f], [0.5f]);

        Assert.NotEqual(one.Sha256, other.Sha256);
        Assert.Equal(Seen(one.Training, 3), Seen(one.Training.Slice(2, 4), 1));
        Assert.Equal(Seen(one.Training, 3), Seen(one.Training.Pick([3]), 0));
    }

    [Fact]
    public void Both_engines_see_the_same_numbers()
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out _), "libtorch cannot be loaded here.");
        var random = new Random(5);
        var pixels = new byte[40 * 12 * sizeof(float)];
        foreach (ref float pixel in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(pixels.AsSpan()))
            pixel = random.NextSingle();
        var images = new ImageSet(3, 4, PixelType.Float32, pixels, [.. Enumerable.Range(0, 40).Select(i => (byte)(i % 3))]);
        var definition = new FullyConnectedDefinition(images.Shape, [6], 3, Activation.Sigmoid, new BatchNormSettings());
        float[][] results = [.. new IEngine[] { new SimdEngine(), new TorchEngine() }.Select(engine => Trained(engine, definition, images))];

        Assert.Equal(results[0].Length, results[1].Length);
        for (int i = 0; i < results[0].Length; i++)
            Assert.Equal(results[0][i], results[1][i], 1e-4);
    }

    private static float[] Trained(IEngine engine, FullyConnectedDefinition definition, ImageSet images)
    {
        using INetwork network = engine.CreateNetwork(MadeNetworks.Start(definition));
        var order = new BatchOrder(images.Count, seed: 1);
        var batch = new MiniBatch(images, 10);
        for (int step = 0; step < 20; step++)
        {
            batch.Fill(order);
            network.Train(batch, 0.1f);
        }

        var logits = new float[images.Count * 3];
        network.Infer(images, 0, images.Count, StatisticsSource.Population, logits);
        return [.. logits, .. network.ReadParameters().AllValues()];
    }

    private Task<Dataset> ReadAsync(float[] training, float[] test)
    {
        Write(training, test);
        return DatasetReader.ReadAsync(_folder.Path, Cancellation);
    }

    private void Write(float[] training, float[] test)
    {
        _folder.Write("train-images-idx3-float", IdxBytes.FloatImages(24, 4, training));
        _folder.Write("train-labels-idx1-ubyte", IdxBytes.Labels(24));
        _folder.Write("t10k-images-idx3-float", IdxBytes.FloatImages(4, 4, test));
        _folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(4));
    }

    private static float[] Seen(ImageSet images, int index)
    {
        var values = new float[images.PixelsPerImage];
        images.CopyTo(index, 1, values);
        return values;
    }
}
