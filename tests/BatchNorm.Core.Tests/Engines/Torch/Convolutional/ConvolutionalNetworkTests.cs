using BatchNorm.Data;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Engines.Torch.Convolutional;

public class ConvolutionalNetworkTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

    public ConvolutionalNetworkTests() => Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);

    public static TheoryData<BatchNormImplementation> Implementations => [.. Enum.GetValues<BatchNormImplementation>()];

    [Theory]
    [MemberData(nameof(Implementations))]
    public void A_feature_map_is_normalized_over_images_rows_and_columns(BatchNormImplementation implementation)
    {
        using INetwork network = CreateOneMap(implementation);
        var logits = new float[4];

        network.Infer(TwoSquares, 0, 2, StatisticsSource.Batch, logits);

        // relu leaves the bright pixels alone, one of the first image's four and two of the second's; pooling takes their average
        double bright = (2 - Mean) / Math.Sqrt(Variance + 0.001);
        AssertClose([bright / 4, -bright / 4, bright / 2, -bright / 2], logits);
    }

    [Theory]
    [MemberData(nameof(Implementations))]
    public void The_population_moves_towards_the_maps_mean_and_its_biased_variance(BatchNormImplementation implementation)
    {
        using INetwork network = CreateOneMap(implementation);

        Train(network, TwoSquares, steps: 1, batchSize: 2);

        NormalizationParameters normalization = network.ReadParameters().Layers()[0].Normalization!;
        AssertClose([0.1 * Mean], normalization.PopulationMean);
        AssertClose([0.9 + 0.1 * Variance], normalization.PopulationVariance); // over 8 - 1 values it would be 0.9 + 0.1 * 1.0714
    }

    [Fact]
    public void What_a_maps_activation_receives_is_traced_at_every_position()
    {
        using INetwork network = CreateOneMap(BatchNormImplementation.Layer);

        IReadOnlyList<float[]> inputs = network.TraceActivations(TwoSquares, 0, 2, unit: 0);

        double bright = (2 - Mean) / Math.Sqrt(Variance + 0.001), dark = -Mean / Math.Sqrt(Variance + 0.001);
        AssertClose([bright, dark, dark, dark, bright, bright, dark, dark], Assert.Single(inputs));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.TraceActivations(TwoSquares, 0, 2, unit: 1));
    }

    public static TheoryData<BatchNormSettings?, Activation, StatisticsSource, int> Forwards => new()
    {
        { null, Activation.ReLU, StatisticsSource.Population, 20 },
        { new(), Activation.ReLU, StatisticsSource.Population, 20 },
        { new(), Activation.ReLU, StatisticsSource.Batch, 20 },
        { new(), Activation.Sigmoid, StatisticsSource.Batch, 1 },
        { new() { Placement = BatchNormPlacement.AfterActivation }, Activation.Tanh, StatisticsSource.Batch, 20 },
        { new() { Implementation = BatchNormImplementation.Equations }, Activation.ReLU, StatisticsSource.Batch, 20 },
        { new() { Implementation = BatchNormImplementation.Equations }, Activation.ReLU, StatisticsSource.Population, 20 },
        { new() { Implementation = BatchNormImplementation.Functional }, Activation.ReLU, StatisticsSource.Population, 20 },
    };

    [Theory]
    [MemberData(nameof(Forwards))]
    public void The_logits_are_those_of_the_definition_read_loop_by_loop(
        BatchNormSettings? batchNorm, Activation activation, StatisticsSource statistics, int count)
    {
        using INetwork network = Create(Define(batchNorm, activation));
        Train(network, Digits.Training, steps: 10); // so that no number is left at its start
        ImageSet images = Digits.Test.Slice(0, count);
        var logits = new float[count * 10];

        network.Infer(images, 0, count, statistics, logits);

        double[][] expected = new NaiveConvolutionalNetwork((ConvolutionalParameters)network.ReadParameters()).Forward(images, statistics);
        for (int i = 0; i < logits.Length; i++)
            Assert.Equal(expected[i / 10][i % 10], logits[i], 2e-5);
    }

    [Fact]
    public void Images_need_not_be_square()
    {
        var images = new ImageSet(7, 12, [.. Enumerable.Range(0, 9 * 84).Select(i => (byte)(i * 89 % 251))], [0, 1, 2, 3, 4, 5, 6, 7, 8]);
        using INetwork network = Create(new ConvolutionalDefinition(images.Shape, [3, 4], 3, [8], 10, Activation.ReLU, new BatchNormSettings()));
        Train(network, images, steps: 5, batchSize: 9);
        var logits = new float[9 * 10];

        network.Infer(images, 0, 9, StatisticsSource.Batch, logits);

        double[][] expected = new NaiveConvolutionalNetwork((ConvolutionalParameters)network.ReadParameters()).Forward(images, StatisticsSource.Batch);
        for (int i = 0; i < logits.Length; i++)
            Assert.Equal(expected[i / 10][i % 10], logits[i], 2e-5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_are_the_differences_of_the_loss(bool batchNorm)
    {
        var definition = new ConvolutionalDefinition(
            new ImageShape(4, 4), [2, 3], 3, [4], 3, Activation.Tanh, batchNorm ? new BatchNormSettings { Epsilon = 0.01 } : null);
        ConvolutionalParameters start = definition.Draw(0.5, seed: 3);
        var images = new ImageSet(4, 4, [.. Enumerable.Range(0, 5 * 16).Select(i => (byte)(i * 89 % 251))], [0, 1, 2, 1, 0]);
        var batch = new MiniBatch(images, 5);
        batch.Fill(new BatchOrder(5, seed: 1));
        using var network = (TorchModel)Create(start);
        using TorchSharp.DisposeScope scope = TorchSharp.torch.NewDisposeScope();

        float[][] gradients = [.. network.Gradients(batch).Select(gradient => TorchTensors.Values(gradient.contiguous()))];

        // autograd's order within a layer is that of the tensors, the population's statistics left out
        string[] learned = [.. definition.Tensors.Select(tensor => tensor.Name).Where(name => !name.Contains("population", StringComparison.Ordinal))];
        Assert.Equal(learned.Length, gradients.Length);
        for (int t = 0; t < learned.Length; t++)
        {
            for (int i = 0; i < gradients[t].Length; i++)
            {
                double difference = (LossWith(start, images, learned[t], i, 1e-2f) - LossWith(start, images, learned[t], i, -1e-2f)) / 2e-2;
                Assert.Equal(difference, gradients[t][i], 2e-4 + 2e-3 * Math.Abs(difference));
            }
        }
    }

    [Fact]
    public void A_batch_of_one_image_has_statistics_of_its_positions()
    {
        using INetwork network = Create(new ConvolutionalDefinition(new ImageShape(6, 6), [4], 3, [], 10, Activation.ReLU, new BatchNormSettings()));
        float[] first = new float[10], second = new float[10];

        network.Infer(Digits.Test, 0, 1, StatisticsSource.Batch, first);
        network.Infer(Digits.Test, 1, 1, StatisticsSource.Batch, second);
        Train(network, Digits.Training, steps: 3, batchSize: 1);

        Assert.NotEqual(first, second); // a fully connected layer gives every single image the same answer
        Assert.All(network.ReadParameters().AllValues(), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData(BatchNormPlacement.BeforeActivation)]
    [InlineData(BatchNormPlacement.AfterActivation)]
    public void The_three_implementations_of_batch_normalization_are_equal(BatchNormPlacement placement)
    {
        float[][] ends = [.. Enum.GetValues<BatchNormImplementation>().Select(implementation =>
        {
            using INetwork network = Create(Define(new BatchNormSettings { Implementation = implementation, Placement = placement }));
            Train(network, Digits.Training, steps: 30);
            Train(network, Digits.Training, steps: 2, batchSize: 1);
            Train(network, Digits.Training, steps: 3, batchSize: 7);
            return network.ReadParameters().AllValues().ToArray();
        })];

        foreach (float[] other in ends[1..])
        {
            for (int i = 0; i < other.Length; i++)
                Assert.Equal(ends[0][i], other[i], 1e-4 * Math.Max(1, Math.Abs(other[i])));
        }
    }

    [Theory]
    [InlineData(EngineKind.Simd, true)]
    [InlineData(EngineKind.Simd, false)]
    [InlineData(EngineKind.Torch, true)]
    [InlineData(EngineKind.Torch, false)]
    public void It_learns_and_learns_the_same_every_time(EngineKind engine, bool batchNorm)
    {
        var definition = new ConvolutionalDefinition(new ImageShape(6, 6), [16], 3, [20], 10, Activation.ReLU, batchNorm ? new BatchNormSettings() : null);
        TrainingRun Run()
        {
            using var net = new NeuralNet(null, definition.Draw(0.3, seed: 1), 0.3, 1, EngineSelection.For(engine, definition));
            return Trainer.Train(
                net, Digits, new Experiment { LearningRate = 0.2, TrainingBatches = 300, BatchesPerSample = 100, BatchSize = 20 },
                cancellation: TestContext.Current.CancellationToken);
        }

        TrainingRun first = Run(), second = Run();

        Assert.True(first.TestAccuracy > 0.8, $"{first}");
        Assert.Equal(first.Samples.Select(sample => (sample.Accuracy, sample.Loss)), second.Samples.Select(sample => (sample.Accuracy, sample.Loss)));
        Assert.Equal(engine, first.Engine);
        Assert.Equal((Architecture.Convolutional, "16", 3, "20"), (first.Architecture, first.FeatureMaps, first.KernelSize, first.HiddenLayer));
    }

    /// <summary>The loss in double precision, one number of a network changed a little.</summary>
    private static double LossWith(ConvolutionalParameters start, ImageSet images, string name, int number, float change)
    {
        float[][] values = [.. start.Tensors.Select(tensor => tensor.Values.ToArray())];
        values[start.Tensors.ToList().FindIndex(tensor => tensor.Name == name)][number] += change;
        double[][] logits = new NaiveConvolutionalNetwork(start.Definition.Assemble(values)).Forward(images, StatisticsSource.Batch);
        return logits.Select((row, i) => Math.Log(row.Sum(Math.Exp)) - row[images.Labels[i]]).Average();
    }

    // Two images of 2 x 2, one and two of their pixels bright. Times a kernel of 1 x 1 with the weight 2: 2, 0, 0, 0 and 2, 2, 0, 0.
    private static ImageSet TwoSquares { get; } =
        new(2, 2, [255, 0, 0, 0, 255, 255, 0, 0], [0, 1]);

    private const double Mean = 6.0 / 8;
    private const double Variance = 12.0 / 8 - Mean * Mean;

    private static INetwork CreateOneMap(BatchNormImplementation implementation)
    {
        var definition = new ConvolutionalDefinition(
            new ImageShape(2, 2), [1], 1, [], 2, Activation.ReLU, new BatchNormSettings { Epsilon = 0.001, Decay = 0.9, Implementation = implementation });
        return Create(new ConvolutionalParameters(definition,
        [
            new LayerParameters(new Matrix(1, 1, [2]), null, new NormalizationParameters([1], [0], [0], [1])),
            new LayerParameters(new Matrix(1, 2, [1, -1]), [0, 0], null),
        ]));
    }

    /// <summary>6 x 6 images become 3 x 3 and, a row and a column dropped, 1 x 1.</summary>
    private static ConvolutionalDefinition Define(BatchNormSettings? batchNorm, Activation activation = Activation.ReLU) =>
        new(MadeNetworks.Images, [3, 4], 3, [8], 10, activation, batchNorm);

    private static INetwork Create(ConvolutionalDefinition definition) => Create(definition.Draw(0.3, seed: 1));

    private static INetwork Create(ConvolutionalParameters parameters) => new TorchEngine().CreateNetwork(parameters);

    private static void Train(INetwork network, ImageSet images, int steps, int batchSize = 20)
    {
        var order = new BatchOrder(images.Count, seed: 1);
        var batch = new MiniBatch(images, batchSize);
        for (int step = 0; step < steps; step++)
        {
            batch.Fill(order);
            network.Train(batch, learningRate: 0.1f);
        }
    }

    private static void AssertClose(double[] expected, IReadOnlyList<float> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 2e-6);
    }
}
