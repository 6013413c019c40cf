using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Plotting;

namespace BatchNorm.Reporting.Sections;

/// <summary>The validation accuracies of a group over the training steps, or in words why there is nothing to draw.</summary>
internal static class AccuracyFigure
{
    /// <param name="group">The group.</param>
    /// <param name="id">The figure's id.</param>
    /// <param name="samples">The id of the table with the numbers, or null where there is none.</param>
    /// <param name="cancellation">Checked as it is drawn.</param>
    public static XElement Of(ReportGroup group, string id, string? samples, CancellationToken cancellation)
    {
        BatchNormComparison[] drawn = [.. group.Comparisons.Where(HasCurves)];
        if (drawn.Length == 0)
            return new XElement("p", "There is no curve to draw: the runs were sampled once, or came from a table, which has no room for samples.");

        BandKind band = drawn.Length > 1 ? BandKind.ConfidenceInterval : BandKind.None;
        try
        {
            XElement figure = PlotFigure.Of(
                AccuracyPlot.Of(drawn, band), id, $"Validation accuracy during training, {group.Title}", Caption(group, drawn.Length), cancellation);
            figure.SetAttributeValue("data-samples", samples);
            return figure;
        }
        catch (PlotException exception)
        {
            return new XElement("p", new XAttribute("class", "problem"), exception.Message);
        }
    }

    /// <summary>Whether both runs of a comparison were sampled often enough to be lines.</summary>
    public static bool HasCurves(BatchNormComparison comparison) =>
        comparison.WithoutBatchNorm.Samples.Length > 1 && comparison.WithBatchNorm.Samples.Length > 1;

    private static string Caption(ReportGroup group, int drawn)
    {
        string lines = drawn == 1 ? "one run a side" : $"mean of {drawn} runs a side, and the 95\u00a0% interval of the mean";
        int missing = group.Comparisons.Count - drawn;
        return $"Validation accuracy during training: {lines}. Solid with batch normalization, dashed without."
            + (missing == 0 ? "" : $" Of {Words.Many(missing, "comparison")} there are no samples.");
    }
}
