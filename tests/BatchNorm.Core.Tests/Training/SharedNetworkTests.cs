using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Engines.Torch;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Testing;

namespace BatchNorm.Training;

/// <summary>Many threads at one network.</summary>
public class SharedNetworkTests
{
    private const int Threads = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Dataset Digits = MadeDigits.Create(training: 150, validation: 20, test: 300);

    private static readonly Experiment Settings = new() { LearningRate = 0.1, TrainingBatches = 30, BatchesPerSample = 100, BatchSize = 20 };

    public static TheoryData<ExperimentSettings, EngineKind> Networks => new()
    {
        { new() { HiddenLayer = "12,8" }, EngineKind.Simd },
        { new() { HiddenLayer = "12,8" }, EngineKind.Torch },
        { new() { Architecture = Architecture.Convolutional, FeatureMaps = "2,3", KernelSize = 3, HiddenLayer = "6" }, EngineKind.Simd },
        { new() { Architecture = Architecture.Convolutional, FeatureMaps = "2,3", KernelSize = 3, HiddenLayer = "6" }, EngineKind.Torch },
        { new() { Architecture = Architecture.Recurrent, HiddenLayer = "6" }, EngineKind.Simd },
        { new() { Architecture = Architecture.Recurrent, HiddenLayer = "6" }, EngineKind.Torch },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Tested_by_many_threads_a_network_has_one_value(ExperimentSettings shape, EngineKind engine)
    {
        using NeuralNet net = Make(shape, engine);
        Train(net);
        TestSettings[] tests = [new() { IndividualPredictions = 5 }, new() { Statistics = StatisticsSource.Batch }];
        string[] expected = [.. tests.Select(test => Tell(net, test))];
        string hash = Hash(net);

        OnThreads(_ =>
        {
            for (int i = 0; i < 10; i++)
            {
                Assert.Equal(expected[i % 2], Tell(net, tests[i % 2]));
                Assert.Equal(hash, Hash(net));
            }
        });
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_test_beside_a_training_sees_the_network_between_two_steps(ExperimentSettings shape, EngineKind engine)
    {
        using NeuralNet net = Make(shape, engine);
        using NeuralNet stepByStep = Make(shape, engine);
        var states = new HashSet<string> { Tell(stepByStep, new TestSettings()) };
        for (int step = 0; step < Settings.TrainingBatches; step++)
        {
            Train(stepByStep, Settings with { TrainingBatches = 1 });
            states.Add(Tell(stepByStep, new TestSettings()));
        }

        bool isOver = false; // also where the training fails, for then the tests must end as well
        OnThreads(thread =>
        {
            if (thread > 0)
            {
                do Assert.Contains(Tell(net, new TestSettings()), states);
                while (!Volatile.Read(ref isOver));
                return;
            }

            try
            {
                Train(net);
            }
            finally
            {
                Volatile.Write(ref isOver, true);
            }
        });

        Assert.Equal(Hash(stepByStep), Hash(net));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Disposed_of_while_it_is_tested_a_network_says_so(ExperimentSettings shape, EngineKind engine)
    {
        NeuralNet net = Make(shape, engine);
        string expected = Tell(net, new TestSettings());
        using var allTest = new CountdownEvent(Threads);
        var disposing = new Thread(() =>
        {
            allTest.Wait(Patience);
            net.Dispose();
        });
        disposing.Start();

        OnThreads(_ =>
        {
            Assert.Equal(expected, Tell(net, new TestSettings()));
            allTest.Signal();
            Assert.Throws<ObjectDisposedException>((Action)(() =>
            {
                while (true)
                    Assert.Equal(expected, Tell(net, new TestSettings()));
            }));
        });

        Assert.True(disposing.Join(Patience));
        Assert.Throws<ObjectDisposedException>(net.ReadParameters);
        Assert.Throws<ObjectDisposedException>(() => Train(net));
        net.Dispose();
    }

    [Fact]
    public void Disposed_of_while_it_is_trained_a_network_says_so()
    {
        NeuralNet net = MadeNetworks.Net(batchNorm: true);

        Assert.Throws<ObjectDisposedException>(() => Train(net, Settings, new OnStep(7, net.Dispose)));

        Assert.Equal(7, net.TrainedBatches);
    }

    [Fact]
    public void Trainings_of_one_network_come_one_after_the_other()
    {
        using NeuralNet alone = MadeNetworks.Net(batchNorm: true);
        using NeuralNet shared = MadeNetworks.Net(batchNorm: true);
        string hash = Train(alone, Settings with { TrainingBatches = Threads * 30 }).FinalParametersHash;
        var runs = new TrainingRun[Threads];

        OnThreads(thread => runs[thread] = Train(shared));

        Assert.Equal([0, 30, 60, 90], runs.Select(run => run.FirstBatch).Order());
        Assert.Equal(hash, runs.MaxBy(run => run.FirstBatch)!.FinalParametersHash);
    }

    [Fact]
    public void A_training_that_waits_for_its_turn_can_be_cancelled_at_once()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true);
        using var stop = new CancellationTokenSource();

        Exception? refusal = null;
        TrainingRun first = Train(net, Settings, new OnStep(7, () =>
        {
            var second = new Thread(() => refusal = Record.Exception(() => Trainer.Train(net, Digits, Settings, null, stop.Token)));
            second.Start();
            stop.Cancel();
            Assert.True(second.Join(Patience), "It still waits.");
        }));

        Assert.IsType<OperationCanceledException>(refusal);
        Assert.Equal(30, net.TrainedBatches);
        Assert.Equal(0, first.FirstBatch);
    }

    private static NeuralNet Make(ExperimentSettings shape, EngineKind engine)
    {
        if (engine == EngineKind.Torch)
            Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        return MadeNetworks.Net(shape, new BatchNormSettings(), engine);
    }

    private static TrainingRun Train(NeuralNet net, Experiment? settings = null, ITrainingObserver? observer = null) =>
        Trainer.Train(net, Digits, settings ?? Settings, observer, TestContext.Current.CancellationToken);

    private static string Tell(NeuralNet net, TestSettings settings)
    {
        Testing.TestResult result = net.Test(Digits, settings, TestContext.Current.CancellationToken);
        return FormattableString.Invariant($"{result.Accuracy:R} {result.Loss:R} {string.Join(',', result.Predictions)}");
    }

    private static string Hash(NeuralNet net) => NumberHash.OfParameters(net.ReadParameters());

    /// <summary>Does something on several threads at once; what goes wrong on one of them is thrown here.</summary>
    private static void OnThreads(Action<int> work)
    {
        var failures = new Exception?[Threads];
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            failures[i] = Record.Exception(() => work(i));
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(failures, Assert.Null);
    }

    private sealed class OnStep(int step, Action act) : ITrainingObserver
    {
        public void BatchTrained(int completedBatches)
        {
            if (completedBatches == step)
                act();
        }

        public void SampleTaken(AccuracySample sample)
        {
        }
    }
}
