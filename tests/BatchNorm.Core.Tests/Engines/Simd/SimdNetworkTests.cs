using BatchNorm.Data;
using BatchNorm.Engines.Simd.Dense;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd;

public class SimdNetworkTests
{
    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_that_diverged_is_as_good_as_new_when_a_good_state_is_written(ExperimentSettings shape, BatchNormSettings? batchNorm)
    {
        using INetwork network = Create(shape, batchNorm), fresh = Create(shape, batchNorm);
        NetworkState start = fresh.ReadState();
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, size: 25);
        batch.Fill(order);
        for (int step = 0; step < 3; step++)
            network.Train(batch, learningRate: float.PositiveInfinity);
        Assert.False(network.ReadParameters().AreFinite);

        network.WriteState(start);

        for (int step = 0; step < 3; step++)
        {
            Step(network, batch, order);
            fresh.Train(batch, 0.1f);
        }

        Assert.Equal(fresh.ReadParameters().AllValues(), network.ReadParameters().AllValues());
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void To_no_images_there_is_no_answer_and_no_error(ExperimentSettings shape, BatchNormSettings? batchNorm)
    {
        using INetwork network = Create(shape, batchNorm);

        network.Infer(Digits.Test, 0, 0, StatisticsSource.Population, []);
        network.Infer(Digits.Test, 0, 0, StatisticsSource.Batch, []);
    }

    [Fact]
    public void Where_memory_for_larger_batches_is_missing_smaller_ones_go_on()
    {
        FullyConnectedDefinition linear = new(MadeNetworks.Images, [], 10, Activation.ReLU, null);
        FullyConnectedParameters start = linear.Draw(0.3, seed: 1);
        var arena = new NativeArena();
        var output = new OutputLayer<Float32x8>(arena, linear.Layers[0]);
        using var network = new SimdNetwork<Float32x8>(start, arena, new LayerStack<Float32x8>(new SmallRows(), [], output));
        using INetwork other = new SimdEngine().CreateNetwork(start);
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        MiniBatch small = new(Digits.Training, size: 20), large = new(Digits.Training, size: 21);
        large.Fill(order);
        Step(network, small, order);
        other.Train(small, 0.1f);

        Assert.Throws<InsufficientMemoryException>(() => network.Train(large, 0.1f));

        network.Train(small, 0.1f);
        other.Train(small, 0.1f);
        Assert.Equal(other.ReadParameters().AllValues(), network.ReadParameters().AllValues());
    }

    [Fact]
    public void Layers_that_have_other_numbers_than_the_definition_are_refused()
    {
        FullyConnectedDefinition linear = new(MadeNetworks.Images, [], 10, Activation.ReLU, null);
        using var arena = new NativeArena();
        var output = new OutputLayer<Float32x8>(arena, new LayerShape(36, 9));

        Assert.Throws<InvalidOperationException>(() =>
            new SimdNetwork<Float32x8>(linear.Draw(0.3, seed: 1), arena, new LayerStack<Float32x8>(new PixelRows<Float32x8>(36), [], output)));
    }

    /// <summary>Pixels, as long as there are not more than 20 images.</summary>
    private sealed class SmallRows : IFirstLayer<Float32x8>
    {
        private readonly PixelRows<Float32x8> _rows = new(MadeNetworks.Inputs);

        public IReadOnlyList<NativeMatrix> Numbers => [];

        public IReadOnlyList<NativeMatrix> Learned => [];

        public IReadOnlyList<NativeMatrix> Gradients => [];

        public IFirstTrainingStage StartTraining(Workspace<Float32x8> workspace) =>
            workspace.Capacity > 20 ? throw new InsufficientMemoryException() : _rows.StartTraining(workspace);

        public IFirstInferenceStage StartInference(Workspace<Float32x8> workspace) => _rows.StartInference(workspace);
    }

    private static INetwork Create(ExperimentSettings shape, BatchNormSettings? batchNorm) =>
        new SimdEngine().CreateNetwork(shape.Define(MadeNetworks.Images, 10, shape.Activation, batchNorm).Draw(0.3, seed: 1));

    private static readonly Dataset Digits = MadeDigits.Create();

    [Fact]
    public void Two_threads_at_once_get_what_one_gets_alone()
    {
        FullyConnectedParameters[] starts =
        [
            MadeNetworks.Start(MadeNetworks.Define(batchNorm: true, Activation.Sigmoid)),
            MadeNetworks.Start(MadeNetworks.Define(batchNorm: false, Activation.GELU)),
        ];
        float[][] alone = [.. starts.Select(start => Train(start, steps: 60))];
        var together = new float[2][];

        SideBySide.Run(2, i => together[i] = Train(starts[i], steps: 60));

        Assert.Equal(alone[0], together[0]);
        Assert.Equal(alone[1], together[1]);
    }

    [Fact]
    public void Going_on_with_the_parameters_of_another_network_gives_the_same_bits()
    {
        FullyConnectedParameters start = MadeNetworks.Start(MadeNetworks.Define(batchNorm: true));
        var order = new BatchOrder(Digits.Training.Count, seed: 3);
        var batch = new MiniBatch(Digits.Training, size: 30);
        using INetwork whole = new SimdEngine().CreateNetwork(start);
        for (int step = 0; step < 20; step++)
            Step(whole, batch, order);

        using INetwork continued = new SimdEngine().CreateNetwork(whole.ReadParameters());
        batch.Fill(order);
        whole.Train(batch, 0.1f);
        continued.Train(batch, 0.1f);

        Assert.Equal(whole.ReadParameters().AllValues(), continued.ReadParameters().AllValues());
    }

    public static TheoryData<ExperimentSettings, BatchNormSettings?> Networks =>
        [.. MadeSituations.All.Where(made => made.Engine == EngineKind.Simd).Select(made => (made.Shape, made.BatchNorm))];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_step_and_an_inference_allocate_nothing(ExperimentSettings shape, BatchNormSettings? batchNorm)
    {
        using INetwork network = Create(shape, batchNorm);
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, size: 25);
        var logits = new float[Digits.Test.Count * 10];
        Step(network, batch, order);
        network.Infer(Digits.Test, 0, Digits.Test.Count, StatisticsSource.Population, logits);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 10; step++)
            Step(network, batch, order);
        network.Infer(Digits.Test, 0, Digits.Test.Count, StatisticsSource.Population, logits);
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(before, after);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Images_are_independent_with_population_statistics(ExperimentSettings shape, BatchNormSettings? batchNorm)
    {
        using INetwork network = Create(shape, batchNorm);
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, size: 25);
        for (int step = 0; step < 10; step++)
            Step(network, batch, order);
        int count = Digits.Test.Count;
        float[] together = Infer(network, Digits.Test, StatisticsSource.Population);
        var single = new float[count * 10];

        for (int i = 0; i < count; i++)
            network.Infer(Digits.Test, i, 1, StatisticsSource.Population, single.AsSpan(i * 10, 10));

        Assert.Equal(together, single);
    }

    [Fact]
    public void Any_one_image_alone_with_batch_statistics_gives_the_same_logits()
    {
        using INetwork network = Trained(batchNorm: true);
        float[] first = new float[10];
        float[] other = new float[10];
        network.Infer(Digits.Test, 0, 1, StatisticsSource.Batch, first);

        for (int i = 1; i < 50; i++)
        {
            network.Infer(Digits.Test, i, 1, StatisticsSource.Batch, other);
            Assert.Equal(first, other);
        }
    }

    [Fact]
    public void Inference_with_batch_statistics_is_the_reference_networks()
    {
        using INetwork network = Trained(batchNorm: true);
        ImageSet images = Digits.Test.Slice(0, 75);

        float[] logits = Infer(network, images, StatisticsSource.Batch);

        double[,] expected = new ReferenceNetwork((FullyConnectedParameters)network.ReadParameters()).Forward(images);
        for (int i = 0; i < logits.Length; i++)
            Assert.Equal(expected[i / 10, i % 10], logits[i], 1e-5);
    }

    [Fact]
    public void Inference_changes_nothing()
    {
        using INetwork network = Trained(batchNorm: true);
        float[] before = [.. network.ReadParameters().AllValues()];

        Infer(network, Digits.Test, StatisticsSource.Batch);
        Infer(network, Digits.Test, StatisticsSource.Population);

        Assert.Equal(before, network.ReadParameters().AllValues());
    }

    [Fact]
    public void Scaling_a_normalized_layers_weights_leaves_the_output_alone_and_divides_the_gradient()
    {
        FullyConnectedParameters start = StartWithTinyEpsilon();
        FullyConnectedParameters scaled = WithFirstWeights(start, (_, weight) => weight * 4);

        var (output, gradient) = OutputAndFirstGradient(start);
        var (scaledOutput, scaledGradient) = OutputAndFirstGradient(scaled);

        Assert.All(output.Zip(scaledOutput), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.All(gradient.Zip(scaledGradient), pair => Assert.Equal(pair.First / 4, pair.Second, 1e-6));
        Assert.Contains(gradient, value => Math.Abs(value) > 1e-2);
    }

    [Fact]
    public void A_bias_before_batch_normalization_has_no_effect()
    {
        // A pixel that is white in every image makes a bias of its row of weights.
        FullyConnectedParameters start = StartWithTinyEpsilon();
        FullyConnectedParameters biased = WithFirstWeights(start, (input, weight) => input == 0 ? weight + 2 : weight);

        var (output, _) = OutputAndFirstGradient(start);
        var (biasedOutput, gradient) = OutputAndFirstGradient(biased);

        Assert.All(output.Zip(biasedOutput), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        int units = start.Layers[0].Weight.Columns;
        Assert.All(gradient[..units], value => Assert.Equal(0, value, 1e-6));
    }

    [Theory]
    [InlineData(Activation.ReLU, false)]
    [InlineData(Activation.ReLU, true)]
    [InlineData(Activation.Sigmoid, true)]
    [InlineData(Activation.GELU, false)]
    public void NaN_in_a_weight_reaches_the_logits(Activation activation, bool batchNorm)
    {
        FullyConnectedDefinition definition = MadeNetworks.Define(batchNorm, activation);
        FullyConnectedParameters start = MadeNetworks.Start(definition);
        float[] second = start.Layers[1].Weight.Values.ToArray();
        second[5] = float.NaN;
        LayerParameters[] layers = [.. start.Layers];
        layers[1] = layers[1] with { Weight = new Matrix(start.Layers[1].Weight.Rows, start.Layers[1].Weight.Columns, second) };
        using INetwork network = new SimdEngine().CreateNetwork(new FullyConnectedParameters(definition, layers));

        float[] logits = Infer(network, Digits.Test, StatisticsSource.Population);

        Assert.All(logits, logit => Assert.True(float.IsNaN(logit)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_diverged_network_gives_NaN_not_numbers(bool batchNorm)
    {
        using INetwork network = new SimdEngine().CreateNetwork(
            MadeNetworks.Start(MadeNetworks.Define(batchNorm, Activation.ReLU)));
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, size: 20);

        for (int step = 0; step < 10; step++)
        {
            batch.Fill(order);
            network.Train(batch, learningRate: 1e38f);
        }

        Assert.All(Infer(network, Digits.Test, StatisticsSource.Population), logit => Assert.True(float.IsNaN(logit)));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using INetwork network = new SimdEngine().CreateNetwork(MadeNetworks.Start(MadeNetworks.Define(batchNorm: true)));
        ImageSet wrongSize = MadeImages.Create(5, 10, lit: 0.3);

        Assert.Throws<ArgumentException>(() => network.Train(new MiniBatch(wrongSize, 2), 0.1f));
        Assert.Throws<ArgumentException>(() => network.Infer(wrongSize, 0, 5, StatisticsSource.Population, new float[50]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => network.Infer(Digits.Test, 0, 5, StatisticsSource.Population, new float[49]));
    }

    [Fact]
    public void A_label_beyond_the_outputs_is_refused()
    {
        var definition = new FullyConnectedDefinition(MadeNetworks.Images, [4], 3, Activation.ReLU, null);
        using INetwork network = new SimdEngine().CreateNetwork(MadeNetworks.Start(definition));
        var batch = new MiniBatch(Digits.Training, size: 50);
        batch.Fill(new BatchOrder(Digits.Training.Count, seed: 1));

        Assert.Throws<ArgumentException>(() => network.Train(batch, 0.1f));
    }

    [Fact]
    public void A_disposed_network_says_so()
    {
        INetwork network = new SimdEngine().CreateNetwork(MadeNetworks.Start(MadeNetworks.Define(batchNorm: true)));
        network.Dispose();
        network.Dispose();

        Assert.Throws<ObjectDisposedException>(() => network.ReadParameters());
        Assert.Throws<ObjectDisposedException>(() => Infer(network, Digits.Test, StatisticsSource.Population));
    }

    [Fact]
    public void The_batch_size_may_change_from_step_to_step()
    {
        FullyConnectedParameters start = MadeNetworks.Start(MadeNetworks.Define(batchNorm: true));
        using INetwork mixed = new SimdEngine().CreateNetwork(start);
        using INetwork fresh = new SimdEngine().CreateNetwork(start);
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        Step(mixed, new MiniBatch(Digits.Training, 100), order, rate: 0);
        Step(fresh, new MiniBatch(Digits.Training, 100), new BatchOrder(Digits.Training.Count, seed: 1), rate: 0);

        var small = new MiniBatch(Digits.Training, 7);
        small.Fill(order);
        mixed.Train(small, 0.1f);
        using INetwork continued = new SimdEngine().CreateNetwork(fresh.ReadParameters());
        continued.Train(small, 0.1f);

        Assert.Equal(continued.ReadParameters().AllValues(), mixed.ReadParameters().AllValues());
    }

    private static INetwork Trained(bool batchNorm)
    {
        INetwork network = new SimdEngine().CreateNetwork(MadeNetworks.Start(MadeNetworks.Define(batchNorm)));
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, size: 30);
        for (int step = 0; step < 100; step++)
            Step(network, batch, order);
        return network;
    }

    private static float[] Train(FullyConnectedParameters start, int steps)
    {
        using INetwork network = new SimdEngine().CreateNetwork(start);
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, size: 30);
        for (int step = 0; step < steps; step++)
            Step(network, batch, order);
        return [.. network.ReadParameters().AllValues()];
    }

    private static void Step(INetwork network, MiniBatch batch, BatchOrder order, float rate = 0.1f)
    {
        batch.Fill(order);
        network.Train(batch, rate);
    }

    private static float[] Infer(INetwork network, ImageSet images, StatisticsSource statistics)
    {
        var logits = new float[images.Count * network.Definition.Outputs];
        network.Infer(images, 0, images.Count, statistics, logits);
        return logits;
    }

    private static FullyConnectedParameters StartWithTinyEpsilon() => MadeNetworks.Start(new FullyConnectedDefinition(
        MadeNetworks.Images, [12, 8], 10, Activation.Sigmoid, new BatchNormSettings { Epsilon = 1e-12 }));

    private static FullyConnectedParameters WithFirstWeights(FullyConnectedParameters parameters, Func<int, float, float> change)
    {
        Matrix weight = parameters.Layers[0].Weight;
        float[] values = weight.Values.ToArray();
        for (int i = 0; i < values.Length; i++)
            values[i] = change(i / weight.Columns, values[i]);
        LayerParameters[] layers = [.. parameters.Layers];
        layers[0] = layers[0] with { Weight = new Matrix(weight.Rows, weight.Columns, values) };
        return new FullyConnectedParameters(parameters.Definition, layers);
    }

    /// <summary>The logits of a batch whose first pixel is always white, and dL/dW of the first layer.</summary>
    private static (float[] Output, float[] Gradient) OutputAndFirstGradient(FullyConnectedParameters start)
    {
        byte[] pixels = Digits.Training.Slice(0, 40).Pixels.ToArray();
        for (int i = 0; i < 40; i++)
            pixels[i * MadeNetworks.Inputs] = 255;
        var images = new ImageSet(6, 6, pixels, Digits.Training.Labels[..40].ToArray());

        using INetwork network = new SimdEngine().CreateNetwork(start);
        float[] output = Infer(network, images, StatisticsSource.Batch);
        Step(network, new MiniBatch(images, 40), new BatchOrder(40, seed: 1), rate: 1);
        float[] before = start.Layers[0].Weight.Values.ToArray();
        float[] after = network.ReadParameters().Layers()[0].Weight.Values.ToArray();
        return (output, [.. before.Zip(after, (b, a) => b - a)]);
    }
}
