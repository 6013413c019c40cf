using BatchNorm.Data;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd;

/// <summary>One step of whole networks against central differences in double precision.</summary>
public class SimdNetworkGradientTests
{
    private const int Pixels = 12;

    private static readonly int[][] Depths = [[], [5], [9, 4], [8, 3, 17, 6]];

    private static readonly int[] Widths = [4, 8, 16];

    /// <summary>Every activation, with and without batch normalization.</summary>
    public static TheoryData<Activation, bool> Cases => new MatrixTheoryData<Activation, bool>(Enum.GetValues<Activation>(), [false, true]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_step_moves_every_parameter_along_its_gradient(Activation activation, bool batchNorm)
    {
        foreach (int[] hiddenLayers in Depths)
            AssertStep(Define(hiddenLayers, activation, batchNorm), MadeImages.Create(7, Pixels, lit: 0.4, classes: 3));
    }

    [Theory]
    [InlineData(2, 0.3)]
    [InlineData(3, 0.9)]
    [InlineData(13, 0.3)]
    [InlineData(64, 0.9)]
    [InlineData(67, 0.3)]
    public void So_it_does_for_every_batch_size_and_density(int batchSize, double lit)
    {
        ImageSet images = MadeImages.Create(batchSize, Pixels, lit, classes: 3);
        AssertStep(Define([6, 5], Activation.Tanh, batchNorm: true), images);
        AssertStep(Define([6, 5], Activation.Tanh, batchNorm: false), images);
    }

    [Fact]
    public void A_batch_of_one_moves_what_batch_normalization_lets_through()
    {
        ImageSet one = MadeImages.Create(1, Pixels, lit: 0.5, classes: 3);
        AssertStep(Define([6, 5], Activation.Sigmoid, batchNorm: true), one);
        AssertStep(Define([6, 5], Activation.Sigmoid, batchNorm: false), one);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void Population_statistics_follow_the_batches(int lanes)
    {
        FullyConnectedDefinition definition = Define([9, 4], Activation.ReLU, batchNorm: true);
        ImageSet images = MadeImages.Create(11, Pixels, lit: 0.4, classes: 3);
        FullyConnectedParameters start = Start(definition);
        var reference = new ReferenceNetwork(start);
        reference.Forward(images);

        FullyConnectedParameters after = Step(lanes, start, images);

        for (int layer = 0; layer < 2; layer++)
        {
            NormalizationParameters normalization = after.Layers[layer].Normalization!;
            for (int unit = 0; unit < definition.Widths[layer + 1]; unit++)
            {
                var (mean, variance) = reference.Statistics[layer];
                Assert.Equal(0.01 * mean[unit], normalization.PopulationMean[unit], 1e-6);
                Assert.Equal(0.99 + (0.01 * variance[unit]), normalization.PopulationVariance[unit], 1e-6);
            }
        }
    }

    /// <summary>With a learning rate of 1, a parameter moves by minus its gradient, whatever the width of vectors.</summary>
    private static void AssertStep(FullyConnectedDefinition definition, ImageSet images)
    {
        FullyConnectedParameters start = Start(definition);
        var reference = new ReferenceNetwork(start);
        FullyConnectedParameters[] stepped = [.. Widths.Select(lanes => Step(lanes, start, images))];

        for (int layer = 0; layer < definition.LayerCount; layer++)
        {
            LayerParameters before = start.Layers[layer];
            LayerParameters[] moved = [.. stepped.Select(after => after.Layers[layer])];
            AssertMoved([.. before.Weight.Values], moved.Select(after => after.Weight.Values.ToArray()), reference.Gradient(reference.Weights[layer], images));
            AssertMoved([.. Shift(before)], moved.Select(Shift), reference.Gradient(reference.Biases[layer], images));
            if (before.Normalization is { } n)
                AssertMoved(n.Gamma, moved.Select(after => after.Normalization!.Gamma), reference.Gradient(reference.Gammas[layer], images));
        }
    }

    private static IReadOnlyList<float> Shift(LayerParameters layer) => layer.Bias ?? layer.Normalization!.Beta;

    private static void AssertMoved(IReadOnlyList<float> before, IEnumerable<IReadOnlyList<float>> moved, double[] gradient)
    {
        foreach ((int lanes, IReadOnlyList<float> after) in Widths.Zip(moved))
        {
            for (int i = 0; i < gradient.Length; i++)
            {
                double step = (double)before[i] - after[i];
                Assert.True(Math.Abs(gradient[i] - step) <= 2e-6 + (1e-5 * Math.Abs(gradient[i])), $"Width {lanes}: number {i} moved by {step}, not {gradient[i]}.");
            }
        }
    }

    private static FullyConnectedParameters Step(int lanes, FullyConnectedParameters start, ImageSet images)
    {
        using INetwork network = Kernels.Of(lanes).CreateNetwork(start);
        var batch = new MiniBatch(images, images.Count);
        batch.Fill(new BatchOrder(images.Count, seed: 1));
        network.Train(batch, learningRate: 1);
        return (FullyConnectedParameters)network.ReadParameters();
    }

    private static FullyConnectedDefinition Define(int[] hiddenLayers, Activation activation, bool batchNorm) =>
        new(ImageShape.Row(Pixels), hiddenLayers, 3, activation, batchNorm ? new BatchNormSettings() : null);

    /// <summary>Random weights, biases, gammas and betas: none that is special.</summary>
    private static FullyConnectedParameters Start(FullyConnectedDefinition definition)
    {
        var random = new Random(11);
        return new FullyConnectedParameters(definition, [.. Enumerable.Range(0, definition.LayerCount).Select(layer =>
        {
            int units = definition.Widths[layer + 1];
            var weight = new Matrix(definition.Widths[layer], units, Draw(definition.Widths[layer] * units));
            return definition.IsNormalized(layer)
                ? new LayerParameters(weight, null, new NormalizationParameters(
                    Draw(units), Draw(units), new float[units], [.. Enumerable.Repeat(1f, units)]))
                : new LayerParameters(weight, Draw(units), null);
        })]);

        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }
}
