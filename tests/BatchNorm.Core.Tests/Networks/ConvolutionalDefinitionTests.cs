using BatchNorm.Data;
using BatchNorm.Made;
using BatchNorm.Randomness;
using BatchNorm.Settings;

namespace BatchNorm.Networks;

public class ConvolutionalDefinitionTests
{
    private static readonly BatchNormSettings Normalized = new();

    [Fact]
    public void Unless_said_otherwise_it_is_like_LeNet()
    {
        NetworkDefinition definition = ExperimentSettings.Usual(Architecture.Convolutional).Define(new ImageShape(28, 28), 10, Activation.ReLU, null);

        // 28 x 28 becomes 14 x 14 and 7 x 7: 16 maps of them are 784 values
        Assert.Equal(
            ["layers.0.weight [25, 6]", "layers.0.bias [6]", "layers.1.weight [150, 16]", "layers.1.bias [16]",
                "layers.2.weight [784, 120]", "layers.2.bias [120]", "layers.3.weight [120, 84]", "layers.3.bias [84]",
                "layers.4.weight [84, 10]", "layers.4.bias [10]"],
            definition.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal("28 x 28 images, 6-16 maps of 5 x 5, 120-84-10 ReLU", definition.ToString());
    }

    [Fact]
    public void Images_need_not_be_square()
    {
        var definition = new ConvolutionalDefinition(new ImageShape(12, 20), [2, 3], 3, [5], 47, Activation.ReLU, null);

        // 12 x 20 becomes 6 x 10 and 3 x 5
        Assert.Equal("layers.2.weight [45, 5]", definition.Tensors.ElementAt(4).ToString());
        Assert.Equal("12 x 20 images, 2-3 maps of 3 x 3, 5-47 ReLU", definition.ToString());
    }

    [Fact]
    public void A_normalized_convolution_has_one_gamma_beta_mean_and_variance_a_map_and_no_bias() => Assert.Equal(
        ["layers.0.weight [9, 2]", "layers.0.gamma [2]", "layers.0.beta [2]", "layers.0.population_mean [2]",
            "layers.0.population_variance [2]", "layers.1.weight [18, 10]", "layers.1.bias [10]"],
        Define([2], 3, [], Normalized).Tensors.Select(tensor => tensor.ToString()));

    [Fact]
    public void The_same_seed_draws_the_same_weights_with_batch_normalization_and_without()
    {
        ConvolutionalParameters without = Define([2, 3], 3, [5], null).Draw(0.05, seed: 4);
        ConvolutionalParameters with = Define([2, 3], 3, [5], Normalized).Draw(0.05, seed: 4);
        ConvolutionalParameters other = Define([2, 3], 3, [5], Normalized).Draw(0.05, seed: 5);

        Assert.Equal(4, with.Layers.Count);
        foreach ((LayerParameters first, LayerParameters second) in without.Layers.Zip(with.Layers))
            Assert.Equal(first.Weight.Values, second.Weight.Values);
        Assert.NotEqual(with.Layers[0].Weight.Values.ToArray(), other.Layers[0].Weight.Values.ToArray());
    }

    [Fact]
    public void Weights_are_drawn_row_by_row_and_layer_by_layer()
    {
        ConvolutionalParameters drawn = Define([2], 3, [5], null).Draw(0.5, seed: 42);
        var random = new RandomSource(42, RandomPurpose.InitialWeights);

        foreach (float value in drawn.Layers.SelectMany(layer => layer.Weight.Values.ToArray()))
            Assert.Equal((float)(0.5 * random.NextNormal()), value);
    }

    [Fact]
    public void What_is_taken_apart_can_be_assembled_again()
    {
        ConvolutionalParameters drawn = Define([2, 3], 3, [5], Normalized).Draw(0.05, seed: 4);

        ConvolutionalParameters assembled = drawn.Definition.Assemble([.. drawn.Tensors.Select(tensor => tensor.Values)]);

        Assert.Equal(drawn.Tensors.SelectMany(tensor => tensor.Values), assembled.Tensors.SelectMany(tensor => tensor.Values));
    }

    [Theory]
    [InlineData(6, 6, new int[0], 3, new int[0], "at least one convolution")]
    [InlineData(6, 6, new[] { 0 }, 3, new int[0], "featureMaps")]
    [InlineData(6, 6, new[] { 2 }, 2, new int[0], "odd number from 1 to 6")]
    [InlineData(6, 6, new[] { 2 }, 7, new int[0], "odd number from 1 to 6")]
    [InlineData(6, 6, new[] { 2 }, -1, new int[0], "odd number from 1 to 6")]
    [InlineData(6, 6, new[] { 2 }, 3, new[] { 0 }, "hiddenLayers")]
    [InlineData(6, 6, new[] { 2, 2, 2 }, 3, new int[0], "too small for 3 convolutions")]
    [InlineData(46340, 46340, new[] { int.MaxValue }, 3, new int[0], "more than fit")]
    [InlineData(6, 3, new[] { 2 }, 5, new int[0], "odd number from 1 to 3")]
    [InlineData(12, 2, new[] { 2, 2 }, 1, new int[0], "too small for 2 convolutions")]
    [InlineData(6, 6, new[] { int.MaxValue, 2 }, 3, new int[0], "more than fit")]
    public void What_is_no_network_is_refused_before_anything_is_allocated(
        int rows, int columns, int[] featureMaps, int kernelSize, int[] hiddenLayers, string reason)
    {
        var refusal = Assert.ThrowsAny<ArgumentException>(() =>
            new ConvolutionalDefinition(new ImageShape(rows, columns), featureMaps, kernelSize, hiddenLayers, 10, Activation.ReLU, null));

        Assert.Contains(reason, refusal.Message);
    }

    [Fact]
    public void A_definition_knows_its_settings()
    {
        ExperimentSettings settings = Define([2, 3], 3, [5], Normalized).Settings;

        Assert.Equal(Define([2, 3], 3, [5], Normalized).ToString(), NetworkDefinition.Of(settings, new ImageShape(6, 6), 10).ToString());
    }

    private static ConvolutionalDefinition Define(int[] featureMaps, int kernelSize, int[] hiddenLayers, BatchNormSettings? batchNorm) =>
        new(new ImageShape(6, 6), featureMaps, kernelSize, hiddenLayers, 10, Activation.ReLU, batchNorm);
}
