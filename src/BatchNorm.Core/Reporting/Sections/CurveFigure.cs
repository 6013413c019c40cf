using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Plotting;
using BatchNorm.Reporting.Html;

namespace BatchNorm.Reporting.Sections;

/// <summary>The validation accuracies of a group over the training steps, drawn into the page.</summary>
internal static class CurveFigure
{
    /// <summary>Whether both runs of a comparison were sampled often enough to be lines.</summary>
    public static bool HasCurves(BatchNormComparison comparison) =>
        comparison.WithoutBatchNorm.Samples.Length > 1 && comparison.WithBatchNorm.Samples.Length > 1;

    /// <exception cref="PlotException">The runs cannot be drawn together.</exception>
    public static XElement Of(ReportGroup group, IReadOnlyList<BatchNormComparison> drawn, string id)
    {
        BandKind band = drawn.Count > 1 ? BandKind.ConfidenceInterval : BandKind.None;
        AccuracyPlot plot = AccuracyPlot.Of(drawn, band) with { Title = "", Subtitle = "" };
        string name = $"Validation accuracy during training, {group.Title}";
        return new XElement(
            "figure",
            new XAttribute("id", id),
            Table.Frame(new XAttribute("aria-label", name), AccessibleSvg.Inline(plot, name, id)),
            new XElement("figcaption", Caption(group, drawn.Count)));
    }

    private static string Caption(ReportGroup group, int drawn)
    {
        string lines = drawn == 1
            ? $"one run a side, seed {group.Comparisons[0].Seed}"
            : $"mean of {drawn} runs a side, and the 95\u00a0% interval of the mean";
        string missing = drawn == group.Comparisons.Count ? "" : $" Of {Words.Many(group.Comparisons.Count - drawn, "comparison")} there are no samples.";
        return $"Validation accuracy during training: {lines}. Solid with batch normalization, dashed without.{missing}";
    }
}
