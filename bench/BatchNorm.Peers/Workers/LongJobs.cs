using System.Diagnostics;
using System.Globalization;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Experiments;
using BatchNorm.Networks;
using BatchNorm.Peers.Protocol;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Peers.Workers;

/// <summary>Jobs of an engine that take long enough to watch the memory meanwhile.</summary>
internal static class LongJobs
{
    /// <summary>Runs many comparisons, and looks after 1, 10, 100 and every further hundred.</summary>
    public static SeriesAnswer Sweep(PublishedExperiment experiment, int cells, int threads, Dataset dataset)
    {
        IEnumerable<PublishedExperiment> grid = Enumerable.Range(1, cells)
            .Select(seed => experiment with { Seed = seed });
        var series = new ProgressSeries(done => done is 1 or 10 || done % 100 == 0);
        foreach (BatchNormComparison _ in Comparisons.Run(grid, threads, dataset))
            series.Advance();
        return series.ToAnswer();
    }

    /// <summary>Trains the network that has batch normalization, and looks every so many steps.</summary>
    public static SeriesAnswer Train(Experiment experiment, int stepsPerPoint, Dataset dataset)
    {
        NetworkParameters start = StartingPoint.Of(experiment, useBatchNorm: true, dataset);
        IEngine engine = EngineSelection.For(experiment.Engine, start.Definition);
        using var net = new NeuralNet(null, start, experiment.WeightScale, experiment.Seed, engine);

        var series = new ProgressSeries(done => done % stepsPerPoint == 0);
        Trainer.Train(net, dataset, experiment, series);
        return series.ToAnswer();
    }

    /// <summary>Runs all of the lesson's comparisons, In [4] to In [21].</summary>
    public static LessonAnswer RunLesson(EngineKind engine, int threads, Dataset dataset)
    {
        LessonExperiment[] experiments =
        [
            .. from lesson in Lesson.Experiments
               where lesson.Groups.Contains(LessonGroup.Comparisons)
               select lesson with { Engine = engine },
        ];
        var clock = Stopwatch.StartNew();
        Dictionary<string, BatchNormComparison> byName = Comparisons
            .Run(experiments, threads, dataset)
            .ToDictionary(comparison => comparison.Name);
        double seconds = clock.Elapsed.TotalSeconds;

        return new LessonAnswer(seconds, [.. experiments.Select(experiment =>
        {
            BatchNormComparison comparison = byName[experiment.Name];
            return new LessonOutcome(
                experiment.Name, Settings(experiment), comparison.TestAccuracyWithout, comparison.TestAccuracyWith);
        })]);
    }

    private static string Settings(Experiment experiment) => string.Create(
        CultureInfo.InvariantCulture,
        $"weights {experiment.WeightScale}, rate {experiment.LearningRate}, {experiment.Activation}, {experiment.TrainingBatches:N0} batches");
}
