using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>Comparisons of sweeps that never ran.</summary>
internal static class MadeSweeps
{
    public static BatchNormComparison Comparison(
        double rate = 0.01, Activation activation = Activation.ReLU, int seed = 1, double without = 0.7, double with = 0.9, double scale = 0.05, int batchSize = 60)
    {
        TrainingRun Set(TrainingRun run) => run with { LearningRate = rate, Activation = activation, Seed = seed, WeightScale = scale, BatchSize = batchSize };
        return BatchNormComparison.Of(Set(MadeUpRuns.Run(false, without)), Set(MadeUpRuns.Run(true, with)));
    }

    /// <summary>A comparison of an experiment.</summary>
    public static BatchNormComparison Comparison(PublishedExperiment experiment)
    {
        TrainingRun Trained(bool batchNorm, double accuracy) => new(experiment) { UseBatchNorm = batchNorm, ValidationAccuracy = accuracy, TestAccuracy = accuracy };
        return BatchNormComparison.Of(experiment, Trained(false, 0.7), Trained(true, 0.9));
    }

    /// <summary>Every combination, each with an accuracy of its own.</summary>
    public static IReadOnlyList<BatchNormComparison> Grid(double[] rates, Activation[] activations, int seeds = 1) =>
    [
        .. from rate in Enumerable.Range(0, rates.Length)
           from activation in Enumerable.Range(0, activations.Length)
           from seed in Enumerable.Range(1, seeds)
           select Comparison(rates[rate], activations[activation], seed, 0.1 + (0.1 * rate) + (0.01 * seed), 0.8 + (0.02 * activation) + (0.001 * seed)),
    ];

    /// <summary>A comparison as a table keeps it.</summary>
    public static BatchNormComparison Row(BatchNormComparison comparison) => comparison with { WithoutBatchNorm = new TrainingRun(), WithBatchNorm = new TrainingRun() };

    public static BatchNormComparison Diverged(BatchNormComparison comparison) => comparison with { WithoutBatchNorm = comparison.WithoutBatchNorm with { Diverged = true } };

    public static IReadOnlyList<HeatMapPanel> HeatMaps(SweepPlot plot) => [.. plot.Compose().Rows.SelectMany(row => row).Cast<HeatMapPanel>()];

    /// <summary>The texts of the picture, as an SVG has them.</summary>
    public static string[] Texts(SweepPlot plot)
    {
        using var stream = new MemoryStream();
        AccessibleSvg.Write(plot, stream, CancellationToken.None);
        stream.Position = 0;
        return [.. XElement.Load(stream).Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value)];
    }
}
