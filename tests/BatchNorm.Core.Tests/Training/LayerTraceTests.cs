using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>What is traced of the inside of networks while they train, and that it leaves them alone.</summary>
public class LayerTraceTests
{
    private const TraceKinds OfLayers = TraceKinds.Gradient | TraceKinds.Gamma | TraceKinds.Statistics | TraceKinds.Landscape;

    private static readonly Dataset Digits = MadeDigits.Create(training: 150, validation: 50, test: 20);

    private static readonly Experiment Settings = new() { LearningRate = 0.1, TrainingBatches = 13, BatchesPerSample = 4, BatchSize = 20 };

    public static TheoryData<ExperimentSettings, EngineKind, BatchNormSettings?> Networks => [.. MadeSituations.All];

    public static TheoryData<ExperimentSettings, BatchNormSettings?> OfBothEngines =>
        [.. from made in MadeSituations.All where made.Engine == EngineKind.Simd select (made.Shape, made.BatchNorm)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_traced_training_is_the_same_to_the_bit(ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm)
    {
        MadeSituations.SkipWithoutTorch(engine);
        Experiment settings = Settings with { Optimizer = shape.Optimizer };

        TrainingRun traced = Train(shape, engine, batchNorm, settings with { Trace = All(shape) });
        TrainingRun plain = Train(shape, engine, batchNorm, settings);

        Assert.NotEmpty(traced.LayerSamples);
        Assert.Equal([0, 4, 8, 12], traced.LandscapeSamples.Select(sample => sample.Step));
        Assert.Equal((plain.FinalParametersHash, plain.BatchOrderHash), (traced.FinalParametersHash, traced.BatchOrderHash));
        Assert.Equal(plain.Samples.Select(sample => sample with { Elapsed = default }), traced.Samples.Select(sample => sample with { Elapsed = default }));
        Assert.Empty(plain.LayerSamples);
        Assert.Empty(plain.LandscapeSamples);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_layer_tells_what_it_has_at_every_sample(ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm)
    {
        MadeSituations.SkipWithoutTorch(engine);
        TrainingRun run = Train(shape, engine, batchNorm, Settings with { Optimizer = shape.Optimizer, Trace = All(shape) });
        int layers = run.Network!.Definition is LayeredDefinition layered ? layered.LayerCount : 2;

        Assert.Equal(
            from sample in Enumerable.Range(0, 4) from layer in Enumerable.Range(1, layers) select (4 * sample, layer),
            run.LayerSamples.Select(sample => (sample.Step, sample.Layer)));
        Assert.All(run.LayerSamples, sample =>
        {
            bool isHidden = sample.Layer < layers;
            Assert.True(sample.GradientNorm > 0, $"{sample}");
            Assert.Equal(isHidden && shape.Architecture != Architecture.Recurrent, sample is { DeadUnits: >= 0 and <= 1, FlatSlopes: >= 0 and <= 1 });
            Assert.Equal(isHidden && batchNorm is not null, sample.GammaLeast <= sample.GammaMean && sample.GammaMean <= sample.GammaGreatest);
            Assert.Equal(isHidden && batchNorm is not null, sample is { MeanDistance: > 0, VarianceDistance: > 0 });
        });
    }

    [Theory]
    [MemberData(nameof(OfBothEngines))]
    public void The_engines_agree(ExperimentSettings shape, BatchNormSettings? batchNorm)
    {
        MadeSituations.SkipWithoutTorch(EngineKind.Torch);
        Experiment settings = Settings with { TrainingBatches = 1, Optimizer = OptimizerKind.SGD, LearningRate = 1e-3, Trace = All(shape) };

        TrainingRun simd = Train(shape, EngineKind.Simd, batchNorm, settings), torch = Train(shape, EngineKind.Torch, batchNorm, settings);

        foreach ((LayerSample one, LayerSample other) in simd.LayerSamples.Zip(torch.LayerSamples))
            AssertClose(Numbers(one), Numbers(other));
        LandscapeSample ahead = simd.LandscapeSamples.Single(), expected = torch.LandscapeSamples.Single();
        AssertClose([ahead.Loss, ahead.LeastLoss, ahead.GreatestLoss], [expected.Loss, expected.LeastLoss, expected.GreatestLoss]);
    }

    [Fact]
    public void Gradients_of_a_recurrent_network_are_told_before_they_are_clipped()
    {
        ExperimentSettings shape = ExperimentSettings.Usual(Architecture.Recurrent) with { HiddenLayer = "6" };
        NetworkParameters start = shape.Define(MadeNetworks.Images, 10, Activation.Tanh, null).Draw(5, seed: 1);
        IEngine engine = EngineSelection.For(EngineKind.Simd, start.Definition);
        var batch = MiniBatch.OfFirst(Digits.Training, 20);
        using INetwork measured = engine.CreateNetwork(start), clipped = engine.CreateNetwork(start);

        measured.MeasureGradients(batch);
        clipped.ComputeGradients(batch);

        Assert.True(Norm(measured) > 2, $"{Norm(measured)}");
        Assert.Equal(1, Norm(clipped), 1e-5);
    }

    [Fact]
    public void Dead_units_of_a_recurrent_network_are_refused_in_a_sentence()
    {
        ExperimentSettings shape = ExperimentSettings.Usual(Architecture.Recurrent) with { HiddenLayer = "6" };

        var refusal = Assert.Throws<ArgumentException>(() => Train(shape, EngineKind.Simd, null, Settings with { Trace = TraceKinds.DeadUnits }));

        Assert.EndsWith("Trace neither activations nor dead units in it.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Looking_inside_ends_where_it_is_cancelled_among_the_units()
    {
        NetworkParameters start = new ExperimentSettings { HiddenLayer = "6" }.Define(MadeNetworks.Images, 10, Activation.ReLU, null).Draw(0.3, seed: 1);
        IEngine engine = EngineSelection.For(EngineKind.Simd, start.Definition);
        using INetwork network = engine.CreateNetwork(start);
        var trace = new LayerTrace(Digits, Settings with { Trace = TraceKinds.DeadUnits });

        Assert.Throws<OperationCanceledException>(() => trace.Look(network, engine, 0, new CancellationToken(canceled: true)));
        Assert.Single(trace.Look(network, engine, 0, TestContext.Current.CancellationToken).Layers);
    }

    [Fact]
    public void A_network_without_batch_normalization_has_no_gammas_and_no_statistics() =>
        Assert.Empty(Train(new() { HiddenLayer = "8" }, EngineKind.Simd, null, Settings with { Trace = TraceKinds.Gamma | TraceKinds.Statistics }).LayerSamples);

    [Fact]
    public void In_a_diverged_network_everything_is_no_number()
    {
        TrainingRun run = Train(new() { HiddenLayer = "8" }, EngineKind.Simd, new(), Settings with { LearningRate = 1e30, Trace = All(new()) });

        LayerSample layer = run.LayerSamples.First(sample => sample.Step == 12);
        Assert.All(Numbers(layer), number => Assert.True(double.IsNaN(number!.Value), $"{layer}"));
        Assert.True(double.IsNaN(run.LandscapeSamples[^1].GreatestLoss));
    }

    [Fact]
    public void A_ReLU_network_whose_biases_sank_is_all_dead_and_has_no_gradient_below()
    {
        var definition = new FullyConnectedDefinition(MadeNetworks.Images, [8, 6], 10, Activation.ReLU, null);
        float[][] values = [.. definition.Draw(0.3, seed: 1).Tensors.Select(tensor => tensor.Name == "layers.1.bias" ? [.. tensor.Values.Select(_ => -1e6f)] : tensor.Values)];
        using var net = new NeuralNet(null, definition.Assemble(values), 0.3, 1, EngineSelection.For(EngineKind.Simd, definition));

        LayerSample[] first = [.. Trainer.Train(
            net, Digits, Settings with { LearningRate = 1e-6, Trace = TraceKinds.Gradient | TraceKinds.DeadUnits }, cancellation: TestContext.Current.CancellationToken)
            .LayerSamples.Take(3)];

        Assert.True(first[0].DeadUnits < 1);
        Assert.Equal((1, 1), (first[1].DeadUnits, first[1].FlatSlopes));
        Assert.Equal([0, 0, 0], first.Select(sample => sample.GradientNorm)); // of the output's weights as well: what it reads is 0
        Assert.Null(first[2].DeadUnits);
    }

    private static TraceKinds All(ExperimentSettings shape) =>
        shape.Architecture == Architecture.Recurrent ? OfLayers : OfLayers | TraceKinds.Activation | TraceKinds.DeadUnits;

    private static TrainingRun Train(ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm, Experiment settings) => Trainer.Train(
        MadeNetworks.Net(shape, batchNorm, engine), Digits, settings, cancellation: TestContext.Current.CancellationToken);

    private static double?[] Numbers(LayerSample sample) =>
    [
        sample.GradientNorm, sample.DeadUnits, sample.FlatSlopes, sample.GammaLeast, sample.GammaMean, sample.GammaGreatest, sample.MeanDistance, sample.VarianceDistance,
    ];

    private static void AssertClose(double?[] expected, double?[] actual)
    {
        foreach ((double? one, double? other) in expected.Zip(actual))
        {
            Assert.Equal(one is null, other is null);
            Assert.Equal(one ?? 0, other ?? 0, 1e-4 * Math.Max(1, one ?? 0));
        }
    }

    private static double Norm(INetwork network) => Math.Sqrt(network.Learned.Sum(
        tensor => Enumerable.Range(0, tensor.Rows).Sum(row => GradientClipping.SquareSum(tensor.Gradient(row)))));
}
