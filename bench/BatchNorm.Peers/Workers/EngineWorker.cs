using System.Diagnostics;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Experiments;
using BatchNorm.Networks;
using BatchNorm.Peers.Protocol;
using BatchNorm.Settings;
using BatchNorm.Testing;
using BatchNorm.Training;

namespace BatchNorm.Peers.Workers;

/// <summary>This module, with one of its engines.</summary>
internal sealed class EngineWorker : IWorker
{
    /// <summary>Steps that fill caches and buffers before those that are timed; the plain loops take as many.</summary>
    public const int StepsBeforeTheClock = 5;

    private readonly EngineKind _engine;
    private readonly Dataset _dataset;
    private readonly Lazy<Dataset> _inverted;

    public EngineWorker(EngineKind engine, Dataset dataset)
    {
        _engine = engine;
        _dataset = dataset;
        _inverted = new Lazy<Dataset>(() => InvertedImages.Of(dataset));
    }

    /// <inheritdoc/>
    public Greeting Greet()
    {
        using INetwork loadsTheEngine = CreateNetwork(new PublishedExperiment { HiddenLayer = "1" }, useBatchNorm: true);
        return new Greeting($"version {typeof(IEngine).Assembly.GetName().Version!.ToString(3)}", Threads: 1);
    }

    /// <inheritdoc/>
    public object Answer(PeerRequest request) => request switch
    {
        CompareRequest r => Compare(r),
        StepsRequest r => TakeSteps(r),
        EvaluateRequest r => Evaluate(r),
        SweepRequest r => LongJobs.Sweep(Own(r.Experiment), r.Cells, r.Threads, _dataset),
        EnduranceRequest r => LongJobs.Train(Own(r.Experiment), r.StepsPerPoint, _dataset),
        LessonRequest r => LongJobs.RunLesson(_engine, r.Threads, _dataset),
        _ => throw new NotSupportedException($"An engine has no answer to {request.GetType().Name}."),
    };

    private CompareAnswer Compare(CompareRequest request)
    {
        Dataset dataset = request.Inverted ? _inverted.Value : _dataset;
        var clock = Stopwatch.StartNew();
        BatchNormComparison comparison = Comparisons.Run([Own(request.Experiment)], request.Threads, dataset).Single();
        double seconds = clock.Elapsed.TotalSeconds;
        return new CompareAnswer(
            AnswerOf(comparison.WithoutBatchNorm), AnswerOf(comparison.WithBatchNorm), seconds, ProcessMemory.Peak);
    }

    private StepsAnswer TakeSteps(StepsRequest request)
    {
        PlainExperiment settings = request.Experiment;
        using INetwork network = CreateNetwork(Own(settings), request.UseBatchNorm);
        var order = new BatchOrder(_dataset.Training.Count, settings.Seed);
        var batch = new MiniBatch(_dataset.Training, settings.BatchSize);

        Train(Math.Min(settings.TrainingBatches, StepsBeforeTheClock));
        var clock = Stopwatch.StartNew();
        Train(settings.TrainingBatches);
        return new StepsAnswer(clock.Elapsed.TotalSeconds);

        void Train(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                batch.Fill(order);
                network.Train(batch, (float)settings.LearningRate);
            }
        }
    }

    private EvaluateAnswer Evaluate(EvaluateRequest request)
    {
        using INetwork network = CreateNetwork(Own(request.Experiment), useBatchNorm: true);
        var seconds = new double[request.Times];
        for (int i = -1; i < seconds.Length; i++)
        {
            var clock = Stopwatch.StartNew();
            Evaluator.Evaluate(network, _dataset.Test, StatisticsSource.Population);
            if (i >= 0)
                seconds[i] = clock.Elapsed.TotalSeconds;
        }

        return new EvaluateAnswer(seconds);
    }

    /// <summary>The experiment, for this engine.</summary>
    private PublishedExperiment Own(PlainExperiment experiment) => experiment.ToExperiment() with { Engine = _engine };

    private INetwork CreateNetwork(Experiment experiment, bool useBatchNorm)
    {
        NetworkParameters start = StartingPoint.Of(experiment, useBatchNorm, _dataset);
        return EngineSelection.For(_engine, start.Definition).CreateNetwork(start);
    }

    private static NetworkAnswer AnswerOf(TrainingRun run) => new(run.BatchesPerSecond, run.TestAccuracy);
}
