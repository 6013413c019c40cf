using BatchNorm.Data;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Engines;

/// <summary>Every engine against numbers worked out by hand.</summary>
public class EngineFormulaTests
{
    private const float Epsilon = 0.001f;

    /// <summary>The normalized value of the two images below: 1 / sqrt(1 + epsilon).</summary>
    private static readonly double Normalized = 1 / Math.Sqrt(1.001);

    // x = (1, 0) and (0, 1), W = (2, 4): z = 2 and 4, with mean 3 and biased variance 1.
    private static readonly ImageSet TwoImages = MadeDigits.BlackAndWhite([0, 1], [1, 0], [0, 1]);

    public static TheoryData<EngineKind> Engines => [.. Enum.GetValues<EngineKind>().Where(kind => kind != EngineKind.Auto)];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Batch_normalization_with_batch_statistics(EngineKind engine)
    {
        using INetwork network = CreateNormalized(engine);

        float[] logits = Infer(network, TwoImages, StatisticsSource.Batch);

        // relu(-0.9995) = 0 and relu(0.9995), times (1, -1)
        AssertClose([0, 0, Normalized, -Normalized], logits);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Batch_normalization_with_population_statistics(EngineKind engine)
    {
        using INetwork network = CreateNormalized(engine);

        float[] logits = Infer(network, TwoImages, StatisticsSource.Population);

        // population mean 0 and variance 1 before training: relu(z / sqrt(1.001))
        AssertClose([2 * Normalized, -2 * Normalized, 4 * Normalized, -4 * Normalized], logits);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Population_statistics_move_towards_the_batch_mean_and_the_biased_variance(EngineKind engine)
    {
        using INetwork network = CreateNormalized(engine, decay: 0.9);

        Train(network, TwoImages, steps: 1);

        NormalizationParameters normalization = network.ReadParameters().Layers()[0].Normalization!;
        AssertClose([0.9 * 0 + 0.1 * 3], normalization.PopulationMean);
        AssertClose([0.9 * 1 + 0.1 * 1], normalization.PopulationVariance); // the unbiased variance, 2, would give 1.1
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_step_moves_the_output_bias_by_the_mean_of_softmax_minus_label(EngineKind engine)
    {
        using INetwork network = CreateNormalized(engine);

        Train(network, TwoImages, steps: 1, learningRate: 1);

        // logits (0, 0) of label 0 and (a, -a) of label 1, a = 0.9995: p = (0.5, 0.5) and (s, 1 - s), s = 1 / (1 + exp(-2a))
        double s = 1 / (1 + Math.Exp(-2 * Normalized));
        double gradient = ((0.5 - 1) + s) / 2;
        AssertClose([-gradient, gradient], network.ReadParameters().Layers()[1].Bias!);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_step_moves_gamma_and_beta_by_their_gradients(EngineKind engine)
    {
        using INetwork network = CreateNormalized(engine);

        Train(network, TwoImages, steps: 1, learningRate: 1);

        // Only the second image passes the ReLU. Its dL/dlogits = (s, -s) / 2, so dL/dy = s / 2 + s / 2 = s.
        double s = 1 / (1 + Math.Exp(-2 * Normalized));
        NormalizationParameters normalization = network.ReadParameters().Layers()[0].Normalization!;
        AssertClose([0 - s], normalization.Beta);
        AssertClose([1 - s * Normalized], normalization.Gamma);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_layer_without_batch_normalization_adds_its_bias(EngineKind engine)
    {
        var definition = new FullyConnectedDefinition(ImageShape.Row(2), [1], 2, Activation.ReLU, null);
        var parameters = new FullyConnectedParameters(definition,
        [
            new LayerParameters(new Matrix(2, 1, [2, 4]), [-3], null),
            new LayerParameters(new Matrix(1, 2, [1, -1]), [0.5f, 0.25f], null),
        ]);
        using INetwork network = EngineSelection.For(engine, definition).CreateNetwork(parameters);

        AssertClose([0.5, 0.25, 1.5, -0.75], Infer(network, TwoImages, StatisticsSource.Population));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void One_image_normalized_with_its_own_statistics_gives_beta_whatever_the_image(EngineKind engine)
    {
        using INetwork network = CreateNormalized(engine);
        Train(network, TwoImages, steps: 5);
        float[] first = new float[2];
        float[] second = new float[2];

        network.Infer(TwoImages, 0, 1, StatisticsSource.Batch, first);
        network.Infer(TwoImages, 1, 1, StatisticsSource.Batch, second);

        Assert.Equal(first, second);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_batch_of_one_image_can_be_trained_on(EngineKind engine)
    {
        using INetwork network = CreateNormalized(engine, decay: 0.9);
        ImageSet one = TwoImages.Slice(1, 1);

        Train(network, one, steps: 1);

        NormalizationParameters normalization = network.ReadParameters().Layers()[0].Normalization!;
        AssertClose([0.1 * 4], normalization.PopulationMean);
        AssertClose([0.9 * 1], normalization.PopulationVariance);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Population_statistics_stay_right_when_the_batch_size_changes(EngineKind engine)
    {
        using INetwork network = CreateNormalized(engine, decay: 0.5);
        ImageSet four = MadeDigits.BlackAndWhite([0, 1, 0, 1], [1, 0], [0, 1], [1, 0], [0, 1]);

        Train(network, TwoImages, steps: 1, learningRate: 1e-6f);
        Train(network, four, steps: 1, learningRate: 1e-6f);
        Train(network, four.Slice(0, 1), steps: 1, learningRate: 1e-6f);

        // biased variances 1, 1 and 0; means 3, 3 and 2 (the first image's z), or so: the weights hardly move
        NormalizationParameters normalization = network.ReadParameters().Layers()[0].Normalization!;
        Assert.Equal(0.5, normalization.PopulationVariance[0], 1e-4);
    }

    public static TheoryData<EngineKind, Activation, double, double> ActivationValues
    {
        get
        {
            (Activation, double, double)[] values =
            [
                (Activation.ReLU, 2, 2), (Activation.ReLU, -2, 0),
                (Activation.Sigmoid, 2, 0.8807970779778823), (Activation.Sigmoid, -2, 0.1192029220221176),
                (Activation.Tanh, 2, 0.9640275800758169), (Activation.Tanh, -2, -0.9640275800758169),
                (Activation.LeakyReLU, 2, 2), (Activation.LeakyReLU, -2, -0.02),
                (Activation.ELU, 2, 2), (Activation.ELU, -2, -0.8646647167633873),
                (Activation.GELU, 2, 1.9544997361036416), (Activation.GELU, -2, -0.04550026389635842),
                (Activation.SiLU, 2, 1.7615941559557646), (Activation.SiLU, -2, -0.2384058440442351),
                (Activation.Softplus, 2, 2.1269280110429727), (Activation.Softplus, -2, 0.1269280110429726),
            ];
            var data = new TheoryData<EngineKind, Activation, double, double>();
            foreach (var engine in Enum.GetValues<EngineKind>().Where(kind => kind != EngineKind.Auto))
            {
                foreach (var (activation, x, y) in values)
                    data.Add(engine, activation, x, y);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ActivationValues))]
    public void Activations_are_PyTorchs(EngineKind engine, Activation activation, double x, double y)
    {
        var definition = new FullyConnectedDefinition(ImageShape.Row(2), [1], 2, activation, null);
        var parameters = new FullyConnectedParameters(definition,
        [
            new LayerParameters(new Matrix(2, 1, [(float)x, 0]), [0], null),
            new LayerParameters(new Matrix(1, 2, [1, 2]), [0, 0], null),
        ]);
        using INetwork network = EngineSelection.For(engine, definition).CreateNetwork(parameters);

        float[] logits = new float[2];
        network.Infer(TwoImages, 0, 1, StatisticsSource.Population, logits);

        Assert.Equal(y, logits[0], 1e-6);
        Assert.Equal(2 * y, logits[1], 2e-6);
    }

    private static INetwork CreateNormalized(EngineKind engine, double decay = 0.99)
    {
        var definition = new FullyConnectedDefinition(
            ImageShape.Row(2), [1], 2, Activation.ReLU, new BatchNormSettings { Epsilon = Epsilon, Decay = decay });
        return EngineSelection.For(engine, definition).CreateNetwork(new FullyConnectedParameters(definition,
        [
            new LayerParameters(new Matrix(2, 1, [2, 4]), null, new NormalizationParameters([1], [0], [0], [1])),
            new LayerParameters(new Matrix(1, 2, [1, -1]), [0, 0], null),
        ]));
    }

    /// <summary>Trains on all images of a set at once, step after step.</summary>
    private static void Train(INetwork network, ImageSet images, int steps, float learningRate = 0.1f)
    {
        var order = new BatchOrder(images.Count, seed: 1);
        var batch = new MiniBatch(images, images.Count);
        for (int step = 0; step < steps; step++)
        {
            batch.Fill(order);
            network.Train(batch, learningRate);
        }
    }

    private static float[] Infer(INetwork network, ImageSet images, StatisticsSource statistics)
    {
        var logits = new float[images.Count * network.Definition.Outputs];
        network.Infer(images, 0, images.Count, statistics, logits);
        return logits;
    }

    private static void AssertClose(double[] expected, IReadOnlyList<float> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 2e-6);
    }
}
