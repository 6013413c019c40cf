using BatchNorm.Made;
using BatchNorm.Settings;

namespace BatchNorm.Networks;

public class FullyConnectedParametersTests
{
    [Fact]
    public void A_network_without_batch_normalization_starts_with_biases_of_0()
    {
        FullyConnectedParameters start = MadeNetworks.Start(MadeNetworks.Define(batchNorm: false));

        Assert.All(start.Layers, layer =>
        {
            Assert.All(layer.Bias!, bias => Assert.Equal(0, bias));
            Assert.Null(layer.Normalization);
        });
    }

    [Fact]
    public void A_normalized_layer_starts_with_gamma_1_beta_0_mean_0_variance_1_and_no_bias()
    {
        FullyConnectedParameters start = MadeNetworks.Start(MadeNetworks.Define(batchNorm: true));

        Assert.All(start.Layers.SkipLast(1), layer =>
        {
            Assert.Null(layer.Bias);
            Assert.All(layer.Normalization!.Gamma, value => Assert.Equal(1, value));
            Assert.All(layer.Normalization.Beta, value => Assert.Equal(0, value));
            Assert.All(layer.Normalization.PopulationMean, value => Assert.Equal(0, value));
            Assert.All(layer.Normalization.PopulationVariance, value => Assert.Equal(1, value));
        });
    }

    [Fact]
    public void The_output_layer_has_a_bias_and_no_batch_normalization()
    {
        LayerParameters output = MadeNetworks.Start(MadeNetworks.Define(batchNorm: true)).Layers[^1];

        Assert.Equal(10, output.Bias!.Count);
        Assert.Null(output.Normalization);
    }

    [Fact]
    public void Weights_of_another_shape_are_refused_in_words()
    {
        FullyConnectedDefinition definition = MadeNetworks.Define(batchNorm: false, Activation.ReLU, 12, 8);
        InitialWeights other = MadeNetworks.Draw(MadeNetworks.Define(batchNorm: false, Activation.ReLU, 12, 9));

        var error = Assert.Throws<ArgumentException>(() => FullyConnectedParameters.Initial(definition, other));
        Assert.Contains("needs 12 x 8 weights, not 12 x 9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_with_both_bias_and_batch_normalization_is_refused()
    {
        FullyConnectedParameters start = MadeNetworks.Start(MadeNetworks.Define(batchNorm: true));
        LayerParameters[] layers = [.. start.Layers];
        layers[0] = layers[0] with { Bias = new float[12] };

        Assert.Throws<ArgumentException>(() => new FullyConnectedParameters(start.Definition, layers));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.001)]
    [InlineData(double.NaN)]
    public void An_epsilon_that_is_not_positive_is_refused(double epsilon) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormSettings { Epsilon = epsilon });

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_decay_outside_0_to_1_is_refused(double decay) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormSettings { Decay = decay });
}
