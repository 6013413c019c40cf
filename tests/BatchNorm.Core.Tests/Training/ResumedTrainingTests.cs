using BatchNorm.Data;
using BatchNorm.Files;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Storage;
using CsCheck;

namespace BatchNorm.Training;

/// <summary>A training that is interrupted and goes on from its checkpoint ends with the run of one that is not, to the bit.</summary>
public class ResumedTrainingTests
{
    private static readonly Dataset Digits = MadeDigits.Create(training: 150, validation: 20, test: 20);

    private static readonly Experiment Settings = new()
    {
        LearningRate = 0.1, TrainingBatches = 17, BatchesPerSample = 3, BatchSize = 20, IndividualPredictions = 5, // more than two epochs of 7.5 batches
    };

    private const TraceKinds OfEvery = TraceKinds.Gradient | TraceKinds.Gamma | TraceKinds.Statistics | TraceKinds.Landscape;
    private const TraceKinds OfLayered = TraceKinds.Activation | TraceKinds.DeadUnits;

    private static readonly ExperimentSettings Small = new() { HiddenLayer = "8,6" };

    public static TheoryData<ExperimentSettings, EngineKind, BatchNormSettings?, OptimizerKind> Trainings => [.. MadeSituations.WithEveryOptimizer];

    [Theory]
    [MemberData(nameof(Trainings))]
    public void From_a_file_every_network_goes_on_to_the_same_run(
        ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm, OptimizerKind optimizer)
    {
        MadeSituations.SkipWithoutTorch(engine);
        using var folder = new TemporaryFolder();
        var checkpoint = new CheckpointFile(folder.At("x.safetensors"), TimeSpan.MaxValue);
        Experiment settings = Settings with { Optimizer = optimizer, Trace = shape.Architecture == Architecture.Recurrent ? OfEvery : OfEvery | OfLayered };

        TrainingRun whole = Train(() => MadeNetworks.Net(shape, batchNorm, engine), settings);
        Interrupt(() => MadeNetworks.Net(shape, batchNorm, engine), settings, checkpoint, 9);
        TrainingRun resumed = Train(() => MadeNetworks.Net(shape, batchNorm, engine), settings, checkpoint);

        Assert.Equal(whole.Essence(), resumed.Essence());
        Assert.NotNull(checkpoint.Read());
        checkpoint.Remove();
        Assert.Empty(folder.FileNames);
    }

    [Fact]
    public void Wherever_and_however_often_it_is_interrupted_the_run_is_the_same() =>
        Gen.Select(Gen.Int[1, 25].Array[1, 4], Gen.Int[1, 7], Gen.Int[1, 40], Gen.Bool).Sample(
            (stops, batchesPerSample, batchSize, batchNorm) =>
            {
                Experiment settings = Settings with { TrainingBatches = 25, BatchesPerSample = batchesPerSample, BatchSize = batchSize, Trace = OfEvery | OfLayered };
                var checkpoint = new MadeCheckpoint();

                TrainingRun whole = Train(() => Net(batchNorm), settings);
                foreach (int stop in stops.Order().Distinct())
                    Interrupt(() => Net(batchNorm), settings, checkpoint, stop);
                TrainingRun resumed = Train(() => Net(batchNorm), settings, checkpoint);

                Assert.Equal(whole.Essence(), resumed.Essence());
                Assert.Equal(stops.Order().Distinct(), checkpoint.Written);
            },
            iter: 60);

    [Fact]
    public void Killed_at_any_step_before_or_after_its_checkpoint_is_written_it_goes_on_from_the_last_one()
    {
        Experiment settings = Settings with { TraceActivation = true };
        TrainingRun whole = Train(() => Net(), settings);
        for (int step = 1; step <= settings.TrainingBatches; step++)
        {
            var checkpoint = new MadeCheckpoint { Interval = TimeSpan.Zero, BeforeWrite = state => Kill(state, step) };
            using NeuralNet killed = Net();

            Assert.Throws<KilledException>(() => Train(killed, settings, checkpoint, new MadeClock()));
            Assert.Equal(step - 1, checkpoint.State?.CompletedBatches ?? 0);
            TrainingRun resumed = Train(() => Net(), settings, new MadeCheckpoint { State = checkpoint.State });

            Assert.Equal(whole.Essence(), resumed.Essence());
        }

        static void Kill(TrainingState state, int step)
        {
            if (state.CompletedBatches == step)
                throw new KilledException();
        }
    }

    [Theory]
    [InlineData(7, 2)] // before the sample of step 6, which is not taken half
    [InlineData(8, 3)]
    [InlineData(17, 6)] // in the test at the end
    public void A_cancellation_in_a_sample_or_in_the_test_at_the_end_neither_loses_nor_doubles_one(int stop, int samples)
    {
        Experiment settings = Settings with { TraceActivation = true };
        var checkpoint = new MadeCheckpoint();
        Interrupt(() => Net(), settings, checkpoint, stop);

        Assert.Equal((stop, samples, 2 * samples), (checkpoint.State!.CompletedBatches, checkpoint.State.Samples.Count, checkpoint.State.ActivationSamples.Count));
        Assert.Equal(Train(() => Net(), settings).Essence(), Train(() => Net(), settings, checkpoint).Essence());
    }

    [Fact]
    public void Interrupted_before_it_did_anything_it_leaves_what_was_kept()
    {
        var checkpoint = new MadeCheckpoint();
        Interrupt(() => Net(), Settings, checkpoint, 0);
        Assert.Null(checkpoint.State);

        Interrupt(() => Net(), Settings, checkpoint, 5);
        using (StopAfter again = Interrupt(() => Net(), Settings, checkpoint, 5))
            Assert.Equal((5, checkpoint.State!.Samples[^1]), again.From);

        Assert.Equal([5], checkpoint.Written);
    }

    [Fact]
    public void A_network_that_diverges_goes_on_diverged()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = new CheckpointFile(folder.At("x.safetensors"), TimeSpan.MaxValue);
        Experiment settings = Settings with { LearningRate = 1e30, Trace = OfEvery | OfLayered };

        TrainingRun whole = Train(() => Net(batchNorm: false), settings);
        Interrupt(() => Net(batchNorm: false), settings, checkpoint, 11);

        Assert.Contains(checkpoint.Read()!.Network.Network.Tensors, tensor => tensor.Values.Any(float.IsNaN));
        Assert.True(checkpoint.Read()!.HasDiverged);
        Assert.True(whole.Diverged);
        Assert.Equal(whole.Essence(), Train(() => Net(batchNorm: false), settings, checkpoint).Essence());
    }

    [Fact]
    public void A_network_that_was_trained_before_goes_on_in_the_training_that_was_interrupted()
    {
        Experiment before = Settings with { TrainingBatches = 6, BatchSize = 11, Optimizer = OptimizerKind.Adam }, settings = Settings with { Optimizer = OptimizerKind.Adam };
        var checkpoint = new MadeCheckpoint();
        using NeuralNet whole = Net(), interrupted = Net();
        Train(whole, before);
        Train(interrupted, before);
        var saved = SavedNetwork.Of(interrupted);

        Interrupt(interrupted, settings, checkpoint, 9);
        using NeuralNet loaded = saved.ToNeuralNet(EngineSelection.For(EngineKind.Auto, saved.Parameters.Definition)); // knows nothing of its optimizer and its order
        TrainingRun resumed = Train(loaded, settings, checkpoint);

        Assert.Equal(6, resumed.FirstBatch);
        Assert.Equal(Train(whole, settings).Essence(), resumed.Essence());
    }

    [Fact]
    public void The_network_that_was_interrupted_can_go_on_itself()
    {
        var checkpoint = new MadeCheckpoint();
        using NeuralNet net = Net();
        Interrupt(net, Settings, checkpoint, 4);
        Interrupt(net, Settings, checkpoint, 9);

        TrainingRun resumed = Train(net, Settings, checkpoint);

        Assert.Equal(0, resumed.FirstBatch);
        Assert.Equal(Train(() => Net(), Settings).Essence(), resumed.Essence());
    }

    [Fact]
    public void At_its_end_a_training_is_done_again_from_its_checkpoint_in_no_time()
    {
        var checkpoint = new MadeCheckpoint { Interval = TimeSpan.Zero };
        TrainingRun first = Train(Net(), Settings, checkpoint, new MadeClock());

        TrainingRun again = Train(() => Net(), Settings, checkpoint);

        Assert.Equal(17, checkpoint.State!.CompletedBatches);
        Assert.Equal(first.Essence(), again.Essence());
    }

    [Fact]
    public void Times_are_those_of_all_pieces_together()
    {
        var checkpoint = new MadeCheckpoint();
        var clock = new MadeClock(TimeSpan.FromSeconds(1));
        using (var stop = new StopAfter(9))
        using (NeuralNet net = Net())
            Assert.Throws<OperationCanceledException>(() => Trainer.Train(net, Digits, Settings, stop, checkpoint, clock, stop.Cancellation));
        TimeSpan before = checkpoint.State!.Elapsed;
        clock.Advance(TimeSpan.FromDays(1)); // nobody trains

        TrainingRun run = Train(Net(), Settings, checkpoint, clock);

        Assert.InRange(before, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(5));
        Assert.InRange(run.Duration, before + TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(10));
        Assert.Equal(run.Samples.OrderBy(sample => sample.Elapsed), run.Samples);
        Assert.Equal(6, run.Samples.Select(sample => sample.Elapsed).Distinct().Count());
        Assert.Equal(17 / run.Duration.TotalSeconds, run.BatchesPerSecond);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_costs_no_training()
    {
        var full = new MadeCheckpoint { Interval = TimeSpan.Zero, BeforeWrite = _ => throw new IOException("The disk is full.") };
        using var never = new StopAfter(-1);
        using NeuralNet net = Net();

        TrainingRun run = Trainer.Train(net, Digits, Settings, never, full, new MadeClock(), never.Cancellation);
        using StopAfter cancelled = Interrupt(() => Net(), Settings, full, 5);

        Assert.Equal(Train(() => Net(), Settings).Essence(), run.Essence());
        Assert.True(never.Failures.Count > 1);
        Assert.All(never.Failures.Concat(cancelled.Failures), error => Assert.Equal("The disk is full.", error.Message));
        Assert.NotEmpty(cancelled.Failures);
    }

    private static NeuralNet Net(bool batchNorm = true) => MadeNetworks.Net(Small, batchNorm ? new BatchNormSettings() : null);

    private static TrainingRun Train(Func<NeuralNet> make, Experiment settings, ICheckpoint? checkpoint = null)
    {
        using NeuralNet net = make();
        return Train(net, settings, checkpoint);
    }

    private static TrainingRun Train(NeuralNet net, Experiment settings, ICheckpoint? checkpoint = null, TimeProvider? clock = null) =>
        Trainer.Train(net, Digits, settings, null, checkpoint, clock ?? TimeProvider.System, TestContext.Current.CancellationToken);

    private static StopAfter Interrupt(Func<NeuralNet> make, Experiment settings, ICheckpoint checkpoint, int stop)
    {
        using NeuralNet net = make();
        return Interrupt(net, settings, checkpoint, stop);
    }

    private static StopAfter Interrupt(NeuralNet net, Experiment settings, ICheckpoint checkpoint, int stop)
    {
        var observer = new StopAfter(stop);
        if (stop == 0)
            observer.BatchTrained(0);
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(net, Digits, settings, observer, observer.Cancellation, checkpoint));
        return observer;
    }

    private sealed class KilledException : Exception;
}
