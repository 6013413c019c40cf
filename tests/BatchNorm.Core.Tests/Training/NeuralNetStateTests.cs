using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>From the state of a half-trained network another one goes on as the first would have, to the bit.</summary>
public class NeuralNetStateTests
{
    private static readonly Dataset Digits = MadeDigits.Create(training: 150, validation: 20, test: 20);

    private static readonly Experiment Settings = new() { LearningRate = 0.01, BatchesPerSample = 100, BatchSize = 20 };

    public static TheoryData<ExperimentSettings, EngineKind, BatchNormSettings?, OptimizerKind> Trainings => [.. MadeSituations.WithEveryOptimizer];

    [Theory]
    [MemberData(nameof(Trainings))]
    public void From_a_state_training_goes_on_to_the_bit(ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm, OptimizerKind kind)
    {
        MadeSituations.SkipWithoutTorch(engine);
        using NeuralNet whole = MadeNetworks.Net(shape, batchNorm, engine), first = MadeNetworks.Net(shape, batchNorm, engine);
        using NeuralNet second = Other(shape, batchNorm, engine);
        Experiment settings = Settings with { Optimizer = kind };

        string hash = Train(whole, 17, settings).FinalParametersHash; // more than two epochs of 7.5 batches
        Train(first, 9, settings);
        NeuralNetState state = first.ReadState();
        Train(first, 3, settings); // the state is a copy
        second.WriteState(state, TestContext.Current.CancellationToken);
        NeuralNetState again = second.ReadState();
        TrainingRun rest = Train(second, 8, settings);

        Assert.Equal(hash, rest.FinalParametersHash);
        Assert.Equal(9, rest.FirstBatch);
        Assert.Equal(Numbers(whole.ReadState()), Numbers(second.ReadState()));
        Assert.Equal(Numbers(state), Numbers(again));
    }

    [Fact]
    public void A_state_is_read_and_written_between_batches_of_other_sizes()
    {
        // libtorch's variances are kept in a scale of the batch size: 13 of the state is not 20 of the fresh network
        MadeSituations.SkipWithoutTorch(EngineKind.Torch);
        ExperimentSettings shape = new() { HiddenLayer = "8,6" };
        using NeuralNet one = MadeNetworks.Net(shape, new(), EngineKind.Torch), other = Other(shape, new(), EngineKind.Torch);
        Train(one, 4, Settings with { BatchSize = 13 });
        Train(other, 2, Settings);

        other.WriteState(one.ReadState(), TestContext.Current.CancellationToken);

        Assert.Equal(one.ReadParameters().AllValues(), other.ReadParameters().AllValues());
        Assert.Equal(Train(one, 5, Settings).FinalParametersHash, Train(other, 5, Settings).FinalParametersHash);
    }

    [Fact]
    public void A_network_that_was_never_trained_has_a_state_too()
    {
        using NeuralNet one = MadeNetworks.Net(batchNorm: true), other = MadeNetworks.Net(batchNorm: true, seed: 2);

        NeuralNetState state = one.ReadState();
        Train(other, 3, Settings with { Optimizer = OptimizerKind.Adam });
        other.WriteState(state, TestContext.Current.CancellationToken);

        Assert.Equal((null, null, 0), (state.Optimizer, state.Order, state.TrainedBatches));
        Assert.Equal(0, other.TrainedBatches);
        Assert.Equal(Train(one, 5, Settings).FinalParametersHash, Train(other, 5, Settings).FinalParametersHash);
    }

    [Theory]
    [InlineData(OptimizerKind.Nesterov, 0.9)]
    [InlineData(OptimizerKind.Momentum, 0.8)]
    [InlineData(OptimizerKind.SGD, null)]
    public void Another_optimizer_or_momentum_begins_with_an_empty_memory(OptimizerKind kind, double? momentum)
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true), fresh = MadeNetworks.Net(batchNorm: true);
        Experiment first = Settings with { Optimizer = OptimizerKind.Momentum, Momentum = 0.9 };
        Experiment then = Settings with { Optimizer = kind, Momentum = momentum };
        Train(net, 6, first);
        fresh.WriteState(net.ReadState() with { Optimizer = null }, TestContext.Current.CancellationToken);

        Assert.Equal(Train(fresh, 4, then).FinalParametersHash, Train(net, 4, then).FinalParametersHash);
        fresh.WriteState(net.ReadState() with { Optimizer = null }, TestContext.Current.CancellationToken);
        Assert.Equal(Train(fresh, 4, first).FinalParametersHash, Train(net, 4, first).FinalParametersHash);
    }

    [Fact]
    public void The_state_of_something_else_is_refused_and_nothing_changes()
    {
        MadeSituations.SkipWithoutTorch(EngineKind.Torch);
        using NeuralNet net = MadeNetworks.Net(batchNorm: true, EngineKind.Simd), plain = MadeNetworks.Net(batchNorm: false, EngineKind.Simd);
        using NeuralNet torch = MadeNetworks.Net(batchNorm: true, EngineKind.Torch);
        using NeuralNet recurrent = MadeNetworks.Net(ExperimentSettings.Usual(Architecture.Recurrent) with { HiddenLayer = "6" }, null);
        Train(net, 3, Settings with { Optimizer = OptimizerKind.Adam });
        NeuralNetState state = net.ReadState();
        NeuralNetState withoutNoise = recurrent.ReadState() with { Network = recurrent.ReadState().Network with { Noise = null } };

        AssertRefused("The state has layers.0.bias [12] where", net, plain.ReadState());
        AssertRefused("The state has scales of 2 population variances", net, torch.ReadState());
        AssertRefused("The state has scales of 0 population variances", torch, state with { Optimizer = null });
        AssertRefused("The state does not say where the noise stands", recurrent, withoutNoise);
        OptimizerState cut = state.Optimizer! with { Memory = [.. state.Optimizer.Memory.Where(memory => memory.Name != "layers.0.beta.mean")] };
        AssertRefused("The state has layers.0.beta.mean_square [12] where the memory of Adam 0.9 has layers.0.beta.mean [12]", net, state with { Optimizer = cut });

        AssertRefused("There is no position after -1 images in an order of 150.", net, state with { Order = state.Order! with { Taken = -1 } });
        AssertRefused("The state has the scale 0 for layers.0.population_variance", torch, torch.ReadState() with { Network = WithScale(torch.ReadState().Network, 0) });

        Assert.Equal(Numbers(state), Numbers(net.ReadState()));

        static NetworkState WithScale(NetworkState state, double scale) =>
            state with { Scales = [.. state.Scales.Select(old => old with { Value = scale })] };

        static void AssertRefused(string words, NeuralNet net, NeuralNetState state) => Assert.StartsWith(
            words, Assert.Throws<ArgumentException>(() => net.WriteState(state, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_says_what_moved_it()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true);

        TrainingRun usual = Train(net, 1, Settings), adam = Train(net, 1, Settings with { Optimizer = OptimizerKind.Adam, Momentum = 0.5 });
        TrainingRun nesterov = Train(net, 1, Settings with { Optimizer = OptimizerKind.Nesterov });

        Assert.Equal((OptimizerKind.SGD, null), (usual.Optimizer, usual.Momentum));
        Assert.Equal((OptimizerKind.Adam, 0.5), (adam.Optimizer, adam.Momentum));
        Assert.Equal((OptimizerKind.Nesterov, 0.9), (nesterov.Optimizer, nesterov.Momentum));
    }

    [Fact]
    public void A_recurrent_network_is_usually_moved_by_RMSProp()
    {
        MadeSituations.SkipWithoutTorch(EngineKind.Torch);
        ExperimentSettings shape = ExperimentSettings.Usual(Architecture.Recurrent) with { HiddenLayer = "6" };
        using NeuralNet usual = MadeNetworks.Net(shape, new()), chosen = MadeNetworks.Net(shape, new());

        Experiment settings = new(usual.Definition.Settings) { LearningRate = Settings.LearningRate, BatchesPerSample = 100, BatchSize = 20 };

        TrainingRun run = Train(usual, 5, settings);

        Assert.Equal((OptimizerKind.RMSProp, 0.9), (run.Optimizer, run.Momentum));
        Assert.Equal(
            run.FinalParametersHash, Train(chosen, 5, Settings with { Optimizer = OptimizerKind.RMSProp, Momentum = 0.9 }).FinalParametersHash);
    }

    [Fact]
    public void A_momentum_for_an_optimizer_that_has_none_is_refused_before_anything_is_trained()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true);

        Assert.StartsWith(
            "The optimizer SGD has no momentum.",
            Assert.Throws<ArgumentException>(() => Train(net, 1, Settings with { Momentum = 0.9 })).Message,
            StringComparison.Ordinal);
        Assert.Equal(0, net.TrainedBatches);
        Assert.Throws<ArgumentOutOfRangeException>(() => Settings with { Momentum = 1 });
    }

    private static TrainingRun Train(NeuralNet net, int batches, Experiment settings) =>
        Trainer.Train(net, Digits, settings with { TrainingBatches = batches }, cancellation: TestContext.Current.CancellationToken);

    /// <summary>A network of the same definition and engine that starts from other weights.</summary>
    private static NeuralNet Other(ExperimentSettings shape, BatchNormSettings? batchNorm, EngineKind engine)
    {
        NetworkDefinition definition = shape.Define(MadeNetworks.Images, 10, shape.Activation, batchNorm);
        return new NeuralNet(null, definition.Draw(0.2, seed: 9), 0.2, 9, EngineSelection.For(engine, definition));
    }

    /// <summary>All that is in a state, for comparing.</summary>
    private static IEnumerable<object?> Numbers(NeuralNetState state) =>
    [
        .. state.Network.Tensors.Concat(state.Optimizer?.Memory ?? []).SelectMany(tensor => tensor.Values.Select(value => (object)BitConverter.SingleToInt32Bits(value)).Prepend(tensor.Name)),
        .. state.Network.Scales,
        state.Network.Noise, state.Optimizer?.Settings, state.Optimizer?.Steps, state.Order, state.TrainedBatches,
    ];
}
