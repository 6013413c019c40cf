using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Settings;
using CsCheck;

namespace BatchNorm.Training;

/// <summary>What is of another training, or cannot be of any, is refused with the reason, and changes nothing.</summary>
public class RefusedCheckpointTests
{
    private static readonly Dataset Digits = MadeDigits.Create(training: 150, validation: 20, test: 20);

    private static readonly Experiment Settings = new()
    {
        LearningRate = 0.1, TrainingBatches = 17, BatchesPerSample = 3, BatchSize = 20, TraceActivation = true, Optimizer = OptimizerKind.Adam,
    };

    private static readonly ExperimentSettings Small = new() { HiddenLayer = "8,6" };

    private static readonly TrainingState Kept = Keep(Settings, 9);

    /// <summary>What is told of a state of which one thing is changed.</summary>
    public static TheoryData<string, Func<TrainingState, TrainingState>> Damages => new()
    {
        { "It says that 0 of 17 batches are done", state => state with { CompletedBatches = 0 } },
        { "It says that 18 of 17 batches are done", state => state with { CompletedBatches = 18 } },
        { "It says that its network was trained 8 batches", state => state with { Network = state.Network with { TrainedBatches = 8 } } },
        { "that began after 1 batches and stood at 10; 'With Batch Norm' was trained 0 batches", state => state with { Network = state.Network with { TrainedBatches = 10 } } },
        { "It says that -00:00:00.0000001 have passed", state => state with { Elapsed = TimeSpan.FromTicks(-1) } },
        { "have passed", state => state with { Elapsed = TimeSpan.MaxValue } },
        { "that began with other weights", state => state with { InitialWeightsHash = new string('0', 64) } },
        { "where the order of its batches stands", state => state with { Network = state.Network with { Order = null } } },
        { "where the order of its batches stands", state => WithOrder(state, order => order with { Seed = 2 }) },
        { "where the order of its batches stands", state => WithOrder(state, order => order with { Images = 151 }) },
        { "where the order of its batches stands", state => WithOrder(state, order => order with { DatasetHash = "" }) },
        { "It says that 179 images were taken in 9 batches of 20", state => WithOrder(state, order => order with { Taken = 179 }) },
        { "images were taken", state => WithOrder(state, order => order with { Taken = long.MaxValue }) },
        { "images were taken", state => WithOrder(state, order => order with { Taken = -1 }) },
        { "where its optimizer stands", state => state with { Network = state.Network with { Optimizer = null } } },
        { "where its optimizer stands", state => WithOptimizer(state, optimizer => optimizer with { Settings = new OptimizerSettings(OptimizerKind.Adam, 0.8) }) },
        { "where its optimizer stands", state => WithOptimizer(state, optimizer => optimizer with { Steps = -1 }) },
        { "nothing more", state => WithOptimizer(state, optimizer => optimizer with { Memory = [] }) },
        { "nothing more", state => WithNetwork(state, network => network with { Tensors = [.. network.Tensors, new NamedTensor("more", [1], [1])] }) },
        { "scales of 1 population variances", state => WithNetwork(state, network => network with { Scales = [new NamedScale("layers.0.population_variance", 1)] }) },
        { "says where noise stands", state => WithNetwork(state, network => network with { Noise = new(1, null) }) },
        { "It has 2 samples of 9 batches, and not 3", state => state with { Samples = [.. state.Samples.Take(2)] } },
        { "It has 4 samples of 9 batches, and not 3", state => state with { Samples = [.. state.Samples, state.Samples[0]] } },
        { "Its samples are not those of its steps", state => state with { Samples = [.. state.Samples.Select(sample => sample with { Step = sample.Step + 1 })] } },
        { "Its samples are not those of its steps", state => state with { ActivationSamples = [.. state.ActivationSamples.Skip(1)] } },
        { "Its samples are not those of its steps", state => state with { ActivationSamples = [.. state.ActivationSamples.Reverse()] } },
        { "Its samples are not those of its steps", state => state with { ActivationSamples = [.. state.ActivationSamples.Select(sample => sample with { Unit = 1 })] } },
        { "Its samples are not those of its steps", state => state with { LayerSamples = [new LayerSample { Layer = 1 }] } },
        { "Its samples are not those of its steps", state => state with { LandscapeSamples = [new LandscapeSample()] } },
        { "with ModuleVersion 0.0.1, and this one has ModuleVersion 0.2", state => WithText(state, "ModuleVersion", "0.0.1") },
        { "with Platform amiga, and this one has Platform ", state => WithText(state, "Platform", "amiga") },
        { "with VectorWidth 1024, and this one has VectorWidth ", state => WithText(state, "VectorWidth", "1024") },
        { "with Library TorchSharp 1.0, and this one has no Library.", state => WithText(state, "Library", "TorchSharp 1.0") },
        { "with SettingOfTomorrow 5, and this one has no SettingOfTomorrow.", state => WithText(state, "SettingOfTomorrow", "5") },
        { "with no LearningRate, and this one has LearningRate 0.1.", state => WithText(state, "LearningRate", "") },
    };

    /// <summary>The name of a setting, and what makes a training that differs in it.</summary>
    public static TheoryData<string, Func<Experiment, Experiment>> OtherTrainings => new()
    {
        { "Optimizer", settings => settings with { Optimizer = OptimizerKind.SGD } },
        { "Momentum", settings => settings with { Momentum = 0.8 } },
        { "LearningRate", settings => settings with { LearningRate = 0.01 } },
        { "BatchSize", settings => settings with { BatchSize = 21 } },
        { "TrainingBatches", settings => settings with { TrainingBatches = 18 } },
        { "BatchesPerSample", settings => settings with { BatchesPerSample = 9 } },
        { "TraceActivation", settings => settings with { TraceActivation = false } },
        { "Trace", settings => settings with { Trace = TraceKinds.Activation | TraceKinds.Gamma } },
        { "Seed", settings => settings with { Seed = 2 } },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_state_that_cannot_be_is_refused_and_nothing_is_changed(string reason, Func<TrainingState, TrainingState> damage)
    {
        var checkpoint = new MadeCheckpoint { State = damage(Kept) };

        AssertRefused(reason, () => MadeNetworks.Net(Small, new()), Settings, checkpoint);
    }

    [Theory]
    [MemberData(nameof(OtherTrainings))]
    public void A_training_with_another_setting_is_another_training(string setting, Func<Experiment, Experiment> change) =>
        AssertRefused($"{setting} ", () => MadeNetworks.Net(Small, new()), change(Settings), new MadeCheckpoint { State = Kept });

    [Fact]
    public void A_training_of_another_network_is_another_training()
    {
        MadeSituations.SkipWithoutTorch(EngineKind.Torch);
        var checkpoint = new MadeCheckpoint { State = Kept };
        AssertRefused("Activation ReLU, and this one has Activation ELU.", () => MadeNetworks.Net(Small with { Activation = Activation.ELU }, new()), Settings, checkpoint);
        AssertRefused("HiddenLayer 8,6, and this one has HiddenLayer 8,7.", () => MadeNetworks.Net(Small with { HiddenLayer = "8,7" }, new()), Settings, checkpoint);
        AssertRefused("Placement BeforeActivation, and this one has no Placement.", () => MadeNetworks.Net(Small, null), Settings, checkpoint);
        AssertRefused("Epsilon 0.001, and this one has Epsilon 0.01.", () => MadeNetworks.Net(Small, new() { Epsilon = 0.01 }), Settings, checkpoint);
        AssertRefused("Engine Simd, and this one has Engine Torch.", () => MadeNetworks.Net(Small, new(), EngineKind.Torch), Settings, checkpoint);
        AssertRefused(
            "Implementation Functional.", () => MadeNetworks.Net(Small, new() { Implementation = BatchNormImplementation.Functional }, EngineKind.Torch),
            Settings, new MadeCheckpoint { State = Keep(Settings, 9, EngineKind.Torch) });
        AssertRefused(
            "Architecture FullyConnected, and this one has Architecture Recurrent.",
            () => MadeNetworks.Net(ExperimentSettings.Usual(Architecture.Recurrent) with { Activation = Activation.ReLU }, new()), Settings, checkpoint);
        AssertRefused("that began with other weights", () => OfSeed(2), Settings, checkpoint);
    }

    [Fact]
    public void Other_data_are_another_training_and_data_of_another_name_are_not()
    {
        Dataset others = MadeDigits.Create(training: 150, validation: 20, test: 20, seed: 8);
        using NeuralNet net = MadeNetworks.Net(Small, new());

        var refusal = Assert.Throws<CheckpointException>(() => Train(net, Settings, new MadeCheckpoint { State = Kept }, others));
        Assert.Contains($"DatasetHash {Digits.Sha256}", refusal.Reason, StringComparison.Ordinal);

        TrainingRun run = Train(net, Settings with { Name = "Other" }, new MadeCheckpoint { State = Kept }, Digits with { Name = "The same" });
        Assert.Equal(Train(MadeNetworks.Net(Small, new()), Settings, null).FinalParametersHash, run.FinalParametersHash);
    }

    [Fact]
    public void How_the_network_is_tested_at_the_end_is_the_same_training()
    {
        Experiment settings = Settings with { UseBatchStatistics = true, IndividualPredictions = 5 };

        TrainingRun run = Train(MadeNetworks.Net(Small, new()), settings, new MadeCheckpoint { State = Kept });

        Assert.Equal(Train(MadeNetworks.Net(Small, new()), settings, null).Essence(), run.Essence());
    }

    [Fact]
    public void Every_setting_that_changes_bits_is_in_the_identity_of_a_training() => Assert.Equal(
        [
            "Activation", "Architecture", "BatchSize", "BatchesPerSample", "DatasetHash", "Decay", "Engine", "Epsilon", "FeatureMaps", "HiddenLayer", "Implementation",
            "KernelSize", "LearningRate", "Library", "ModuleVersion", "Momentum", "Optimizer", "Permuted", "PixelByPixel", "Placement", "Platform", "Seed",
            "SkipPopulationUpdate", "Trace", "TraceActivation", "TrainingBatches", "VectorWidth", "WeightScale",
        ],
        Kept.Identity.Texts.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Torch_tells_its_version_and_its_instructions()
    {
        MadeSituations.SkipWithoutTorch(EngineKind.Torch);

        Assert.Matches("^TorchSharp [0-9.]+ (AVX-512|AVX2|without AVX2)$", Keep(Settings, 2, EngineKind.Torch).Identity.Texts["Library"]);
    }

    [Fact]
    public void Whatever_numbers_stand_in_a_state_it_is_refused_or_goes_on() =>
        Gen.Select(AnyInt, AnyInt, AnyLong, AnyLong, AnyLong, AnyLong).Sample(
            (completed, trained, elapsed, steps, taken, drawn) =>
            {
                TrainingState state = Keep(Settings with { TraceActivation = false, TrainingBatches = 12 }, 9) with { CompletedBatches = completed, Elapsed = new TimeSpan(elapsed) };
                state = state with { Network = state.Network with { TrainedBatches = trained, Optimizer = state.Network.Optimizer! with { Steps = steps } } };
                state = WithNetwork(WithOrder(state, order => order with { Taken = taken }), network => network with { Noise = drawn < 0 ? null : new((ulong)drawn, drawn) });
                using NeuralNet net = MadeNetworks.Net(Small, new());
                try
                {
                    Train(net, Settings with { TraceActivation = false, TrainingBatches = 12 }, new MadeCheckpoint { State = state });
                }
                catch (CheckpointException)
                {
                    Assert.Equal(0, net.TrainedBatches);
                }
            },
            iter: 300);

    private static Gen<int> AnyInt => Gen.OneOf(Gen.Int[8, 13], Gen.Const(9), Gen.Int);

    private static Gen<long> AnyLong => Gen.OneOf(Gen.Long[0, 200], Gen.Const(180L), Gen.Long, Gen.Const(-1L), Gen.Const(long.MaxValue), Gen.Const(long.MinValue));

    private static TrainingState Keep(Experiment settings, int steps, EngineKind engine = EngineKind.Simd)
    {
        var checkpoint = new MadeCheckpoint();
        using NeuralNet net = MadeNetworks.Net(Small, new(), engine);
        using var stop = new StopAfter(steps);
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(net, Digits, settings, stop, stop.Cancellation, checkpoint));
        return checkpoint.State!;
    }

    private static void AssertRefused(string reason, Func<NeuralNet> make, Experiment settings, MadeCheckpoint checkpoint)
    {
        using NeuralNet net = make(), untouched = make();
        TrainingState? state = checkpoint.State;

        var refusal = Assert.Throws<CheckpointException>(() => Train(net, settings, checkpoint));

        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.StartsWith("Nothing goes on from the checkpoint in memory. ", refusal.Message, StringComparison.Ordinal);
        Assert.Same(state, checkpoint.State);
        Assert.Empty(checkpoint.Written);
        Assert.Equal(0, net.TrainedBatches);
        Assert.Equal(untouched.ReadParameters().AllValues(), net.ReadParameters().AllValues());
        Assert.Equal((null, null), (net.ReadState().Optimizer, net.ReadState().Order));
    }

    private static TrainingRun Train(NeuralNet net, Experiment settings, ICheckpoint? checkpoint, Dataset? dataset = null) =>
        Trainer.Train(net, dataset ?? Digits, settings, cancellation: TestContext.Current.CancellationToken, checkpoint: checkpoint);

    private static NeuralNet OfSeed(int seed)
    {
        NetworkDefinition definition = Small.Define(MadeNetworks.Images, 10, Small.Activation, new());
        return new NeuralNet(null, definition.Draw(0.3, seed), 0.3, seed, EngineSelection.For(EngineKind.Simd, definition));
    }

    private static TrainingState WithOrder(TrainingState state, Func<BatchOrderState, BatchOrderState> change) =>
        state with { Network = state.Network with { Order = change(state.Network.Order!) } };

    private static TrainingState WithOptimizer(TrainingState state, Func<OptimizerState, OptimizerState> change) =>
        state with { Network = state.Network with { Optimizer = change(state.Network.Optimizer!) } };

    private static TrainingState WithNetwork(TrainingState state, Func<NetworkState, NetworkState> change) =>
        state with { Network = state.Network with { Network = change(state.Network.Network) } };

    private static TrainingState WithText(TrainingState state, string name, string text) =>
        state with { Identity = new TrainingIdentity(new Dictionary<string, string>(state.Identity.Texts) { [name] = text }) };
}
