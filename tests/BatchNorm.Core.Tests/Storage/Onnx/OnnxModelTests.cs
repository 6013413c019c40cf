using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Engines.Torch;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Storage.Onnx;
using BatchNorm.Training;

namespace BatchNorm.Core.Tests.Storage.Onnx;

/// <summary>What is written as ONNX computes the same in ONNX Runtime.</summary>
public sealed class OnnxModelTests : IDisposable
{
    private const int Inputs = 36, Side = 6, Classes = 10;

    private static readonly ImageShape Shape = new(Side, Side);

    private static readonly BatchNormSettings Before = new() { Epsilon = 0.01 };
    private static readonly BatchNormSettings After = Before with { Placement = BatchNormPlacement.AfterActivation };

    private static readonly ImageSet Images = MadeDigits.Create(training: 12, validation: 12, test: 40).Test;

    private readonly TemporaryFolder _folder = new();

    public static MatrixTheoryData<Activation, bool> Activations => new(Enum.GetValues<Activation>(), [false, true]);

    public static TheoryData<BatchNormSettings?, bool> Normalizations => new()
    {
        { null, false }, { Before, false }, { Before, true }, { After, false }, { After, true },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Activations))]
    public void Every_activation_of_a_fully_connected_network_gives_the_same_logits(Activation activation, bool fold) =>
        AssertSameLogits(new FullyConnectedDefinition(Shape, [12, 8], Classes, activation, Before), fold);

    [Theory]
    [MemberData(nameof(Normalizations))]
    public void Every_placement_in_a_fully_connected_network_gives_the_same_logits(BatchNormSettings? batchNorm, bool fold) =>
        AssertSameLogits(new FullyConnectedDefinition(Shape, [12, 8, 7], Classes, Activation.Tanh, batchNorm), fold);

    [Fact]
    public void A_linear_classifier_gives_the_same_logits() =>
        AssertSameLogits(new FullyConnectedDefinition(Shape, [], Classes, Activation.ReLU, Before), fold: true);

    [Theory]
    [MemberData(nameof(Normalizations))]
    public void Every_placement_in_a_convolutional_network_gives_the_same_logits(BatchNormSettings? batchNorm, bool fold) =>
        AssertSameLogits(new ConvolutionalDefinition(Shape, [3, 4], 3, [9], Classes, Activation.GELU, batchNorm), fold);

    [Theory]
    [MemberData(nameof(Normalizations))]
    public void A_convolution_below_the_output_layer_gives_the_same_logits(BatchNormSettings? batchNorm, bool fold) =>
        AssertSameLogits(new ConvolutionalDefinition(Shape, [3], 5, [], Classes, Activation.ReLU, batchNorm), fold);

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(true, true, false)]
    [InlineData(true, true, true)]
    public void A_recurrent_network_that_reads_permuted_pixels_gives_the_same_logits(bool pixelByPixel, bool isNormalized, bool fold) =>
        AssertSameLogits(new RecurrentDefinition(Shape, 5, Classes, Activation.Tanh, isNormalized ? Before : null, pixelByPixel, permuted: true), fold);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_recurrent_network_that_reads_in_order_gives_the_same_logits_from_the_same_initial_state(bool isNormalized, bool fold)
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        var definition = new RecurrentDefinition(Shape, 5, Classes, Activation.SiLU, isNormalized ? Before : null, pixelByPixel: false, permuted: false);
        using NeuralNet net = AnyNumbers.Net(definition);
        var model = OnnxModel.Of(net, fold);
        string path = Save(model);
        float[] states = new float[Images.Count * definition.Units], pixels = Pixels();
        var noise = new HiddenStateNoise(definition.InitialStateNoise);
        for (int image = 0; image < Images.Count; image++)
            noise.OfImage(pixels.AsSpan(image * Inputs, Inputs), noise.ForInference(), states.AsSpan(image * definition.Units, definition.Units));

        AssertClose(Logits(net), OnnxRuntime.Run(path, Image(definition), ("initial_state", states, [Images.Count, definition.Units])));
        Assert.Contains("'initial_state'", Assert.Single(model.Remarks));

        // Left out, it is 0 for all images.
        AssertClose(
            OnnxRuntime.Run(path, Image(definition), ("initial_state", new float[definition.Units], [1, definition.Units])),
            OnnxRuntime.Run(path, Image(definition)));
    }

    [Fact]
    public void The_input_is_what_users_of_the_architecture_expect()
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        Assert.Equal([-1, Inputs], InputOf(new FullyConnectedDefinition(Shape, [4], Classes, Activation.ReLU, Before)));
        Assert.Equal([-1, 1, Side, Side], InputOf(new ConvolutionalDefinition(Shape, [2], 3, [4], Classes, Activation.ReLU, Before)));
        Assert.Equal([-1, Inputs], InputOf(new RecurrentDefinition(Shape, 3, Classes, Activation.Tanh, null, pixelByPixel: false, permuted: true)));
    }

    [Theory]
    [InlineData(BatchNormPlacement.BeforeActivation, 0)]
    [InlineData(BatchNormPlacement.AfterActivation, 1)]
    public void Folding_leaves_only_what_zeros_around_an_image_keep_out_of_a_product(BatchNormPlacement placement, int left)
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        var definition = new ConvolutionalDefinition(Shape, [3, 4], 3, [9], Classes, Activation.ReLU, Before with { Placement = placement });
        using NeuralNet net = AnyNumbers.Net(definition);

        Assert.Equal(left, OnnxModel.Of(net, fold: true).Remarks.Count);
        Assert.Equal(3, CountNormalizations(OnnxModel.Of(net)));
        Assert.Equal(left, CountNormalizations(OnnxModel.Of(net, fold: true)));
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes()
    {
        using NeuralNet net = AnyNumbers.Net(new FullyConnectedDefinition(Shape, [4], Classes, Activation.GELU, Before));

        Assert.Equal(File.ReadAllBytes(Save(OnnxModel.Of(net))), File.ReadAllBytes(Save(OnnxModel.Of(net))));
    }

    [Fact]
    public void A_file_that_is_there_is_left_alone_where_it_must_not_be_replaced()
    {
        using NeuralNet net = AnyNumbers.Net(new FullyConnectedDefinition(Shape, [4], Classes, Activation.ReLU, null));
        string path = _folder.Write([1, 2, 3]);

        Assert.Throws<Files.FileExistsException>(() => OnnxModel.Of(net).Save(path, overwrite: false));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    private void AssertSameLogits(NetworkDefinition definition, bool fold)
    {
        if (definition is not FullyConnectedDefinition || definition.BatchNorm?.Placement == BatchNormPlacement.AfterActivation)
            Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        using NeuralNet net = AnyNumbers.Net(definition);

        AssertClose(Logits(net), OnnxRuntime.Run(Save(OnnxModel.Of(net, fold)), Image(definition)));
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(
            Math.Abs((double)pair.First - pair.Second), 0, 1e-5 * Math.Max(1, Math.Abs(pair.First))));
    }

    private static float[] Logits(NeuralNet net)
    {
        var logits = new float[Images.Count * Classes];
        return net.Read(
            network =>
            {
                network.Infer(Images, 0, Images.Count, StatisticsSource.Population, logits);
                return logits;
            },
            TestContext.Current.CancellationToken);
    }

    private static (string Name, float[] Values, long[] Shape) Image(NetworkDefinition definition) => (
        "image", Pixels(), definition is ConvolutionalDefinition ? [Images.Count, 1, Side, Side] : [Images.Count, Inputs]);

    private static float[] Pixels() => [.. Images.Pixels.ToArray().Select(pixel => pixel / 255f)];

    private int[] InputOf(NetworkDefinition definition)
    {
        using NeuralNet net = AnyNumbers.Net(definition);
        return Assert.Single(OnnxRuntime.Inputs(Save(OnnxModel.Of(net)))).Value;
    }

    private int CountNormalizations(OnnxModel model) =>
        System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Save(model))).Split("BatchNormalization").Length - 1;

    private string Save(OnnxModel model)
    {
        string path = _folder.PathOf($"{Guid.NewGuid():N}.onnx");
        model.Save(path);
        return path;
    }
}
