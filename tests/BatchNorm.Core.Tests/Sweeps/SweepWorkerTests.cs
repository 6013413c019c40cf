using BatchNorm.Experiments;
using BatchNorm.Settings;

namespace BatchNorm.Sweeps;

public class SweepWorkerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_worker_trains_what_there_is_as_one_quiet_process_would(int threads)
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(4));

        sweep.Work(MadeSweep.Impatient with { Threads = threads });

        sweep.AssertWhole();
    }

    [Fact(Timeout = 60_000)] // of which it needs a second
    public async Task A_thread_that_finds_nothing_to_take_ends_with_the_last_run_of_the_worker()
    {
        for (int round = 0; round < 10; round++) // which thread looks when the last run ends is chance
        {
            using var sweep = new MadeSweep(MadeSweep.Seeds(3));

            await Task.Run(() => sweep.Work(MadeSweep.Impatient with { Threads = 4, PollTime = TimeSpan.FromDays(1) }), TestContext.Current.CancellationToken);

            sweep.AssertWhole();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_worker_whose_time_is_over_when_it_begins_trains_nothing(int ticks)
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(1));
        SweepWorker worker = sweep.Worker(MadeSweep.Impatient with { TimeLimit = TimeSpan.FromTicks(ticks) });

        worker.Run(TestContext.Current.CancellationToken);

        Assert.Equal(0, worker.Work.TrainedBatches);
        Assert.Empty(sweep.Folder.KeptRuns());
    }

    [Fact]
    public void Runs_without_batch_normalization_that_cells_share_are_trained_once()
    {
        using var sweep = new MadeSweep(
            MadeSweep.Quick() with { Epsilon = 1e-3 }, MadeSweep.Quick() with { Epsilon = 1e-5 }, MadeSweep.Quick() with { Decay = 0.9 });
        SweepWorker worker = sweep.Worker();

        worker.Run(TestContext.Current.CancellationToken);

        Assert.Equal(4, worker.Work.FinishedRuns);
        sweep.AssertWhole();
    }

    [Fact]
    public async Task Workers_side_by_side_train_each_run_once()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(12));
        SweepWorker[] workers = [.. Enumerable.Range(0, 4).Select(_ => sweep.Worker(MadeSweep.Impatient with { LeaseTime = TimeSpan.FromMinutes(5) }))];

        await Task.WhenAll(workers.Select(worker => Task.Factory.StartNew(
            () => worker.Run(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(24, workers.Sum(worker => worker.Work.FinishedRuns));
        sweep.AssertWhole();
    }

    [Fact]
    public void What_fails_is_kept_with_its_error_and_the_others_are_trained()
    {
        using var sweep = new MadeSweep(MadeSweep.Quick() with { HiddenLayer = "2000000000" }, MadeSweep.Quick());

        sweep.Work();

        Assert.Equal((1, 1, 0), (sweep.Status.Done, sweep.Status.Failed, sweep.Status.RunsLeft));
        CellStatus failed = Assert.Single(new SweepSurvey(sweep.Folder).Cells(), cell => cell.State == CellState.Failed);
        Assert.NotEmpty(failed.Error!);
        Assert.Equal([failed.Error, null], sweep.Folder.Cells().Select(cell => sweep.Folder.ReadFailure(cell)?.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    public void A_failure_that_cannot_be_read_any_more_is_one_all_the_same_and_says_so(string content)
    {
        using var sweep = new MadeSweep(MadeSweep.Quick());
        SweepCell cell = sweep.Folder.Cells().Single();
        string path = Path.Combine(sweep.Folder.Errors, $"{cell.Without.FileName}.final.json");
        File.WriteAllText(path, content);

        Assert.Equal(1, sweep.Status.Failed);
        Assert.All([sweep.Folder.ReadFailure(cell)!, new SweepSurvey(sweep.Folder).Cells().Single().Failure!], failure =>
        {
            Assert.Contains(path, failure.Message, StringComparison.Ordinal);
            Assert.Equal((cell.WithoutKey, false), (failure.Key, failure.UseBatchNorm));
        });
        sweep.Folder.Begin();
        sweep.Work();
        sweep.AssertWhole();
    }

    [Fact]
    public void A_failed_run_is_tried_again_when_the_sweep_is_begun_again()
    {
        using var sweep = new MadeSweep(MadeSweep.Quick() with { HiddenLayer = "2000000000" });
        sweep.Work();

        sweep.Folder.Begin();

        Assert.Equal((0, 2), (sweep.Status.Failed, sweep.Status.RunsLeft));
    }

    [Fact]
    public void A_stopped_sweep_claims_nothing_and_one_begun_again_goes_on()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(2));
        sweep.Folder.Stop();

        sweep.Work();
        Assert.Equal((0, true), (sweep.Status.Done, sweep.Status.IsStopped));

        sweep.Folder.Begin();
        sweep.Work();
        sweep.AssertWhole();
    }

    [Fact]
    public void Nothing_but_what_was_trained_stays_of_workers_that_ended_in_good_order()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(2));

        sweep.Work();

        Assert.Empty(Directory.EnumerateFiles(sweep.Folder.Leases));
        Assert.Empty(Directory.EnumerateFiles(sweep.Folder.Workers));
        Assert.Empty(Directory.EnumerateFiles(sweep.Folder.Checkpoints));
    }

    [Fact]
    public void A_worker_works_on_the_cells_it_is_given()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(3));
        var worker = new SweepWorker(sweep.Folder, MadeSweep.Digits, MadeSweep.Impatient, new HashSet<string> { sweep.Folder.Cells().First().Key });

        worker.Run(TestContext.Current.CancellationToken);

        Assert.Equal((1, 2), (sweep.Status.Done, sweep.Status.Waiting));
    }

    [Fact]
    public void Wherever_workers_begin_all_is_trained()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(3));

        sweep.Work(MadeSweep.Impatient with { StartAt = 0.5 });

        sweep.AssertWhole();
        Assert.Throws<ArgumentOutOfRangeException>(() => MadeSweep.Impatient with { StartAt = 1 });
    }

    [Fact]
    public void Other_images_are_refused()
    {
        using var sweep = new MadeSweep(MadeSweep.Quick());
        Data.Dataset other = MadeSweep.Digits with { Test = MadeSweep.Digits.Validation };

        Assert.Throws<OtherDataException>(() => new SweepWorker(sweep.Folder, other, MadeSweep.Impatient));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kept_run_comes_back_as_it_was(Architecture architecture, OptimizerKind optimizer, bool traced)
    {
        PublishedExperiment experiment = new(new Experiment(ExperimentSettings.Usual(architecture)))
        {
            Name = "kind",
            Optimizer = optimizer,
            Momentum = optimizer == OptimizerKind.SGD ? null : 0.9,
            HiddenLayer = "9",
            TrainingBatches = 3,
            BatchesPerSample = 2,
            Trace = traced ? TraceKinds.Activation | TraceKinds.Gradient | TraceKinds.Gamma | TraceKinds.Landscape : TraceKinds.None,
            IndividualPredictions = 3,
            Engine = EngineKind.Simd,
            Dataset = MadeSweep.Digits.Name,
            DatasetHash = MadeSweep.Digits.Sha256,
            PublishedTestAccuracyWith = 0.5,
        };
        using var sweep = new MadeSweep(experiment);

        sweep.Work();

        sweep.AssertWhole();
        BatchNormComparison kept = sweep.Folder.TryReadComparison(sweep.Folder.Cells().Single())!;
        Assert.Equal(("kind", 0.5, true), (kept.Name, kept.PublishedTestAccuracyWith, kept.IsPaired));
    }

    public static TheoryData<Architecture, OptimizerKind, bool> Kinds => new()
    {
        { Architecture.FullyConnected, OptimizerKind.SGD, true },
        { Architecture.FullyConnected, OptimizerKind.Adam, false },
        { Architecture.Convolutional, OptimizerKind.Nesterov, true },
        { Architecture.Recurrent, OptimizerKind.RMSProp, false },
    };

    [Fact]
    public void What_is_under_way_is_kept_when_a_worker_is_told_to_stop_and_goes_on_from_there()
    {
        PublishedExperiment experiment = MadeSweep.Quick() with { TrainingBatches = 3000, BatchesPerSample = 500 };
        using var sweep = new MadeSweep(experiment);
        for (int most = 200; sweep.Status.RunsLeft > 0 && most > 0; most--)
            WorkFor(sweep, steps: 700);

        Assert.Empty(Directory.EnumerateFiles(sweep.Folder.Checkpoints));
        sweep.AssertWhole();
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else")]
    public void A_checkpoint_that_is_worth_nothing_is_trained_anew(string content)
    {
        using var sweep = new MadeSweep(MadeSweep.Quick());
        Directory.CreateDirectory(sweep.Folder.Checkpoints);
        foreach (SweepRun run in sweep.Folder.Cells().Single().Runs)
            File.WriteAllText(sweep.Folder.CheckpointPath(run), content);

        sweep.Work();

        sweep.AssertWhole();
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_trained_anew()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(2));
        SweepRun[] runs = [.. sweep.Folder.Cells().SelectMany(cell => cell.Runs)];
        sweep.Begin(runs[0], steps: 7);
        foreach (SweepRun other in runs[1..])
            File.Copy(sweep.Folder.CheckpointPath(runs[0]), sweep.Folder.CheckpointPath(other));

        sweep.Work();

        sweep.AssertWhole();
    }

    [Fact]
    public void Leftovers_of_runs_that_are_there_are_removed_when_the_sweep_is_begun_again()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(1));
        sweep.Work();
        SweepRun run = sweep.Folder.Cells().Single().With;
        File.WriteAllText(sweep.Folder.CheckpointPath(run), "left");
        File.WriteAllText(Path.Combine(sweep.Folder.Leases, $"{run.FileName}.3"), "left");

        sweep.Folder.Begin();

        Assert.Empty(Directory.EnumerateFiles(sweep.Folder.Leases));
        Assert.Empty(Directory.EnumerateFiles(sweep.Folder.Checkpoints));
        sweep.AssertWhole();
    }

    [Fact]
    public void Steps_that_a_checkpoint_holds_count_while_nobody_works()
    {
        using var sweep = new MadeSweep(MadeSweep.Quick());

        sweep.Begin(sweep.Folder.Cells().Single().With, steps: 7);

        SweepStatus status = sweep.Status;
        Assert.Equal((1, 7), (status.Interrupted, status.CompletedBatches));
    }

    [Fact]
    public void Rooms_that_somebody_removes_are_made_again()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(3));
        foreach (string room in Directory.EnumerateDirectories(sweep.Folder.Path).Where(room => Path.GetFileName(room) != "cells").ToArray())
            Directory.Delete(room, recursive: true);

        sweep.Work();

        sweep.AssertWhole();
    }

    /// <summary>Works until about that many steps are done, and stops.</summary>
    private static void WorkFor(MadeSweep sweep, long steps)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        SweepWorker worker = sweep.Worker(MadeSweep.Impatient with { Threads = 1 });
        var working = new Thread(() => worker.Run(stop.Token));
        working.Start();
        while (working.IsAlive && worker.Work.TrainedBatches < steps)
            Thread.Yield();
        stop.Cancel();
        working.Join();
    }
}
