using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Plotting;

namespace BatchNorm.Reporting.Sections;

/// <summary>What a unit of every hidden layer received over the training steps, where a group's runs were traced.</summary>
internal static class ActivationFigure
{
    /// <summary>The first traced comparison of a group, or null where there is none: single units of several runs have no mean.</summary>
    public static XElement? Of(ReportGroup group, string id, CancellationToken cancellation) =>
        group.Comparisons.FirstOrDefault(IsTraced) is { } traced
            ? PlotFigure.Of(
                ActivationPlot.Of([traced]), id, $"Inputs of a hidden unit during training, {group.Title}",
                $"Inputs of one unit in every hidden layer during training, seed {Words.Seed(traced.Seed)}: median, and 15th to 85th percentile.",
                cancellation)
            : null;

    private static bool IsTraced(BatchNormComparison comparison) =>
        comparison.WithoutBatchNorm.ActivationSamples.Length > 0 && comparison.WithBatchNorm.ActivationSamples.Length > 0;
}
