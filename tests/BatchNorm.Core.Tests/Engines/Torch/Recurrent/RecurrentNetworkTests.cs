using BatchNorm.Data;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Training;
using TorchSharp;

namespace BatchNorm.Engines.Torch.Recurrent;

public class RecurrentNetworkTests
{
    private const int Units = 5;

    private static readonly Dataset Digits = MadeDigits.Create();

    public RecurrentNetworkTests() => Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);

    public static TheoryData<bool, bool, bool, Activation, StatisticsSource> Forwards => new()
    {
        { false, false, false, Activation.Tanh, StatisticsSource.Population },
        { true, false, false, Activation.Tanh, StatisticsSource.Population },
        { true, false, false, Activation.Tanh, StatisticsSource.Batch },
        { true, false, true, Activation.Tanh, StatisticsSource.Batch },
        { true, true, true, Activation.Tanh, StatisticsSource.Population },
        { true, true, true, Activation.Tanh, StatisticsSource.Batch },
        { false, true, true, Activation.ReLU, StatisticsSource.Population },
        { true, false, false, Activation.ReLU, StatisticsSource.Batch },
    };

    [Theory]
    [MemberData(nameof(Forwards))]
    public void The_logits_are_those_of_the_definition_read_unit_by_unit(
        bool batchNorm, bool pixelByPixel, bool permuted, Activation activation, StatisticsSource statistics)
    {
        RecurrentDefinition definition = Define(batchNorm, pixelByPixel, permuted, activation);
        using INetwork network = new TorchEngine().CreateNetwork(definition.Draw(1, seed: 3));
        Train(network, steps: 20); // so that no number is left at its start
        ImageSet images = Digits.Test.Slice(0, 12);
        var logits = new float[12 * 10];

        network.Infer(images, 0, 12, statistics, logits);

        var naive = new NaiveLstm((RecurrentParameters)network.ReadParameters());
        double[][] expected = naive.Forward(InOrder(definition, images, 0, 12), FirstStates(definition, images, [.. Enumerable.Range(0, 12)], isTraining: false), statistics);
        for (int i = 0; i < logits.Length; i++)
            Assert.Equal(expected[i / 10][i % 10], logits[i], 2e-5);
    }

    [Fact]
    public void Each_step_has_statistics_of_its_own_that_move_towards_the_batchs_mean_and_biased_variance()
    {
        RecurrentDefinition definition = Define(batchNorm: true, decay: 0.9);
        RecurrentParameters start = definition.Draw(1, seed: 3);
        using INetwork network = new TorchEngine().CreateNetwork(start);
        MiniBatch batch = NextBatch(8);

        network.Train(batch, learningRate: 1e-9f);

        var naive = new NaiveLstm(start);
        naive.Forward(InOrder(definition, batch), FirstStates(definition, batch), StatisticsSource.Batch);
        var end = (RecurrentParameters)network.ReadParameters();
        foreach (((string of, int step), (double Mean, double Variance)[] units) in naive.BatchStatistics)
        {
            for (int u = 0; u < units.Length; u++)
            {
                Assert.Equal(0.1 * units[u].Mean, end[$"{of}.population_mean"].Values[step * units.Length + u], 1e-6);
                Assert.Equal(0.9 + 0.1 * units[u].Variance, end[$"{of}.population_variance"].Values[step * units.Length + u], 1e-6);
            }
        }

        Assert.Equal(3 * definition.Steps, naive.BatchStatistics.Count);
        float[] means = end["cell.population_mean"].Values;
        Assert.NotEqual(means[..Units], means[^Units..]);
    }

    [Fact]
    public void Population_statistics_stay_right_when_the_batch_size_changes()
    {
        RecurrentDefinition definition = Define(batchNorm: true, permuted: true, decay: 0.5);
        RecurrentParameters start = definition.Draw(1, seed: 3);
        using INetwork network = new TorchEngine().CreateNetwork(start);
        double[] variances = [.. start["input.population_variance"].Values.Select(value => (double)value)];

        foreach (int size in new[] { 2, 8, 1 })
        {
            MiniBatch batch = NextBatch(size);
            var naive = new NaiveLstm((RecurrentParameters)network.ReadParameters());
            naive.Forward(InOrder(definition, batch), FirstStates(definition, batch), StatisticsSource.Batch);
            for (int i = 0; i < variances.Length; i++)
                variances[i] = 0.5 * variances[i] + 0.5 * naive.BatchStatistics[("input", i / (4 * Units))][i % (4 * Units)].Variance;
            network.Train(batch, learningRate: 1e-4f);
        }

        float[] end = ((RecurrentParameters)network.ReadParameters())["input.population_variance"].Values;
        for (int i = 0; i < end.Length; i++)
            Assert.Equal(variances[i], end[i], 1e-5);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, false)]
    [InlineData(true, true, true)]
    public void Gradients_are_the_differences_of_the_loss(bool batchNorm, bool pixelByPixel, bool permuted)
    {
        // 4 pixels: two rows of two, or four steps of one; everything small enough to be differentiated number by number
        var definition = new RecurrentDefinition(
            new ImageShape(2, 2), 3, 2, Activation.Tanh, batchNorm ? new BatchNormSettings { Epsilon = 0.01 } : null, pixelByPixel, permuted);
        RecurrentParameters start = definition.Draw(1, seed: 3);
        var images = new ImageSet(2, 2, [250, 0, 30, 99, 0, 200, 10, 77, 128, 90, 255, 3, 60, 220, 180, 240], [0, 1, 1, 0]);
        var batch = new MiniBatch(images, 4);
        batch.Fill(new BatchOrder(4, seed: 1));
        using var network = (TorchModel)new TorchEngine().CreateNetwork(start);
        using DisposeScope scope = torch.NewDisposeScope();

        float[][] gradients = [.. network.Gradients(batch).Select(gradient => TorchTensors.Values(gradient.contiguous()))];

        var naive = new NaiveLstm(start);
        double[][] pixels = InOrder(definition, batch), firstStates = FirstStates(definition, batch);
        byte[] labels = [.. batch.Indices.ToArray().Select(index => images.Labels[index])];
        double LossAt(double[] numbers, int i, double value)
        {
            double before = numbers[i];
            numbers[i] = value;
            double loss = NaiveLstm.Loss(naive.Forward(pixels, firstStates, StatisticsSource.Batch), labels);
            numbers[i] = before;
            return loss;
        }

        string[] learned = [.. LearnedIn(definition)];
        Assert.Equal(learned.Length, gradients.Length);
        foreach ((string name, float[] gradient) in learned.Zip(gradients))
        {
            double[] numbers = naive.Numbers[name];
            Assert.Equal(numbers.Length, gradient.Length);
            for (int i = 0; i < numbers.Length; i++)
            {
                double difference = (LossAt(numbers, i, numbers[i] + 1e-5) - LossAt(numbers, i, numbers[i] - 1e-5)) / 2e-5;
                Assert.Equal(difference, gradient[i], 1e-5 + 1e-4 * Math.Abs(difference));
            }
        }

        Assert.Contains(gradients[1], value => Math.Abs(value) > 1e-4); // the hidden state's weights are learned through time
    }

    [Fact]
    public void Noise_is_the_same_for_the_same_image_alone_or_among_others()
    {
        RecurrentDefinition definition = Define(batchNorm: true, pixelByPixel: true);
        using INetwork network = new TorchEngine().CreateNetwork(definition.Draw(1, seed: 3));
        Train(network, steps: 3);
        float[] together = new float[50], alone = new float[10], again = new float[10];

        network.Infer(Digits.Test, 0, 5, StatisticsSource.Population, together);
        network.Infer(Digits.Test, 3, 1, StatisticsSource.Population, alone);
        network.Infer(Digits.Test, 3, 1, StatisticsSource.Population, again);

        Assert.Equal(alone, again);
        for (int i = 0; i < 10; i++)
            Assert.Equal(together[30 + i], alone[i], 1e-5);
        Assert.NotEqual(together[..10], together[10..20]);
    }

    [Theory]
    [InlineData(true, false, 0.1)]
    [InlineData(false, false, 0.1)]
    [InlineData(true, true, 0)]
    [InlineData(false, true, 0)]
    public void Only_reading_in_order_begins_with_noise(bool pixelByPixel, bool permuted, double deviation) =>
        Assert.Equal(deviation, Define(batchNorm: true, pixelByPixel, permuted).InitialStateNoise);

    [Theory]
    [InlineData(EngineKind.Simd, true)]
    [InlineData(EngineKind.Simd, false)]
    [InlineData(EngineKind.Torch, true)]
    [InlineData(EngineKind.Torch, false)]
    public void It_learns_and_learns_the_same_every_time(EngineKind engine, bool batchNorm)
    {
        RecurrentDefinition definition = Define(batchNorm, units: 20, decay: 0.9); // so few steps move slower statistics too little
        TrainingRun Run(int batches)
        {
            using var net = new NeuralNet(null, definition.Draw(1, seed: 1), 1, 1, EngineSelection.For(engine, definition));
            return Trainer.Train(
                net, Digits, new Experiment(ExperimentSettings.Usual(Architecture.Recurrent)) { LearningRate = 0.01, TrainingBatches = batches, BatchesPerSample = 40, BatchSize = 20 },
                cancellation: TestContext.Current.CancellationToken);
        }

        TrainingRun first = Run(200), second = Run(81);

        Assert.True(first.TestAccuracy > 0.6, $"{first}");
        Assert.Equal(3, second.Samples.Length);
        Assert.Equal(first.Samples.Take(3).Select(sample => (sample.Accuracy, sample.Loss)), second.Samples.Select(sample => (sample.Accuracy, sample.Loss)));
        Assert.Equal((engine, Architecture.Recurrent, "20"), (first.Engine, first.Architecture, first.HiddenLayer));
    }

    [Fact]
    public void Its_gradients_are_shortened_to_a_norm_of_1_whatever_moves_it()
    {
        RecurrentParameters start = Define(batchNorm: false).Draw(8, seed: 3); // weights so large that the gradient explodes
        using var network = (TorchModel)new TorchEngine().CreateNetwork(start);
        MiniBatch batch = NextBatch(20);
        using (torch.NewDisposeScope())
            Assert.True(Norm(network.Gradients(batch).SelectMany(gradient => TorchTensors.Values(gradient.contiguous()))) > 1.5);

        network.ComputeGradients(batch);
        double shortened = Norm(network.Learned.SelectMany(tensor => tensor.Gradient(0).ToArray()));
        network.Train(batch, learningRate: 1);

        Assert.Equal(1, shortened, 1e-6);
        double moved = Norm(start.AllValues().Zip(network.ReadParameters().AllValues(), (before, after) => before - after));
        Assert.InRange(moved, 0.5, 1.0001);

        static double Norm(IEnumerable<float> values) => Math.Sqrt(values.Sum(value => (double)value * value));
    }

    [Fact]
    public void A_batch_of_one_image_can_be_trained_and_normalized_with()
    {
        using INetwork network = new TorchEngine().CreateNetwork(Define(batchNorm: true).Draw(1, seed: 3));
        float[] first = new float[10], second = new float[10];

        network.Train(NextBatch(1), learningRate: 0.01f);
        network.Infer(Digits.Test, 0, 1, StatisticsSource.Batch, first);
        network.Infer(Digits.Test, 1, 1, StatisticsSource.Batch, second);

        Assert.Equal(first, second); // as in a fully connected network: alone, every image is the mean, and so is its noise
        Assert.All(network.ReadParameters().AllValues(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_skipped_population_update_leaves_the_statistics_at_their_start()
    {
        var definition = new RecurrentDefinition(
            new ImageShape(6, 6), Units, 10, Activation.Tanh, new BatchNormSettings { SkipPopulationUpdate = true }, pixelByPixel: false, permuted: false);
        using INetwork network = new TorchEngine().CreateNetwork(definition.Draw(1, seed: 3));

        Train(network, steps: 3);

        var end = (RecurrentParameters)network.ReadParameters();
        Assert.All(end["cell.population_mean"].Values, mean => Assert.Equal(0, mean));
        Assert.All(end["cell.population_variance"].Values, variance => Assert.Equal(1, variance, 1e-6f));
    }

    [Fact]
    public void Its_activations_are_not_traced() => Assert.Contains("Trace neither activations nor dead units", Assert.Throws<ArgumentException>(() =>
    {
        using INetwork network = new TorchEngine().CreateNetwork(Define(batchNorm: true).Draw(1, seed: 3));
        network.TraceActivations(Digits.Test, 0, 2, 0);
    }).Message);

    private static RecurrentDefinition Define(
        bool batchNorm, bool pixelByPixel = false, bool permuted = false, Activation activation = Activation.Tanh, int units = Units, double decay = 0.99) =>
        new(MadeNetworks.Images, units, 10, activation, batchNorm ? new BatchNormSettings { Decay = decay } : null, pixelByPixel, permuted);

    private static IEnumerable<string> LearnedIn(RecurrentDefinition definition) =>
        definition.Tensors.Select(tensor => tensor.Name).Where(name => !name.Contains("population", StringComparison.Ordinal));

    /// <summary>h_0 of a network's first training batch.</summary>
    private static double[][] FirstStates(RecurrentDefinition definition, MiniBatch batch) =>
        FirstStates(definition, batch.Images, batch.Indices.ToArray(), isTraining: true);

    private static double[][] FirstStates(RecurrentDefinition definition, ImageSet images, int[] indices, bool isTraining)
    {
        var noise = new HiddenStateNoise(definition.InitialStateNoise);
        return [.. indices.Select(index =>
        {
            var state = new float[definition.Units];
            if (isTraining)
                noise.Next(state);
            else
                noise.OfImage([.. images.Image(index).ToArray().Select(pixel => pixel / 255f)], noise.ForInference(), state);
            return state.Select(value => (double)value).ToArray();
        })];
    }

    private static double[][] InOrder(RecurrentDefinition definition, MiniBatch batch) =>
        [.. batch.Indices.ToArray().SelectMany(index => InOrder(definition, batch.Images, index, 1))];

    private static double[][] InOrder(RecurrentDefinition definition, ImageSet images, int start, int count)
    {
        int[] order = definition.PixelOrder();
        return [.. Enumerable.Range(start, count).Select(i => order.Select(pixel => (double)(images.Image(i)[pixel] / 255f)).ToArray())];
    }

    private static MiniBatch NextBatch(int size)
    {
        var batch = new MiniBatch(Digits.Training, size);
        batch.Fill(new BatchOrder(Digits.Training.Count, seed: 1));
        return batch;
    }

    private static void Train(INetwork network, int steps, int skip = 0)
    {
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, 20);
        for (int step = 0; step < skip + steps; step++)
        {
            batch.Fill(order);
            if (step >= skip)
                network.Train(batch, learningRate: 0.01f);
        }
    }
}
