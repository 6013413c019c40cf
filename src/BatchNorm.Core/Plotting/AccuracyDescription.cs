using System.Globalization;
using System.Text;

namespace BatchNorm.Plotting;

/// <summary>An accuracy plot in words.</summary>
internal static class AccuracyDescription
{
    /// <summary>Its axes, what has to be said of them, and every line: its settings and where it ended.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="composition">The plot worked out.</param>
    public static string Of(AccuracyPlot plot, AccuracyComposition composition)
    {
        PlottedMetric metric = PlottedMetric.Of(plot.Metric);
        var text = new StringBuilder($"{metric.AxisTitle}, {composition.Axis}, {composition.Progress}.");
        foreach (string remark in composition.Remarks)
            text.Append(CultureInfo.InvariantCulture, $" {remark}.");
        if (plot.Smoothing > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" Lines and bands are smoothed by a moving average of weight {plot.Smoothing}");
            text.Append("; the lines before smoothing are drawn faintly.");
        }

        foreach (CurveRuns group in plot.Panels.SelectMany(plot.Groups))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{group.Runs[0].Name} ({RunSettings.Complete(group.Runs)}): ");
            text.Append(Ending(group, plot.Band, metric));
        }

        return text.ToString();
    }

    private static string Ending(CurveRuns group, BandKind kind, PlottedMetric metric)
    {
        string outcome = $"{metric.Name} {RunLabels.Outcome(group, metric)} {metric.End}";
        if (group.Count == 1)
            return $"{outcome}{(kind == BandKind.None ? "" : ", one run without a band")}.";

        double[] finite = [.. group.Runs.Select(metric.Last).Where(double.IsFinite)];
        if (finite.Length < 2)
            return $"mean of {group.Count} runs, {outcome}, without a band there.";
        Band band = Band.Around(finite, kind, metric.Greatest);
        return $"mean of {group.Count} runs, {outcome}, band of the {InWords(kind)} from {metric.Number(band.Lower)} to {metric.Number(band.Upper)} there.";
    }

    private static string InWords(BandKind kind) => kind switch
    {
        BandKind.StandardDeviation => "standard deviation to either side",
        BandKind.StandardError => "standard error to either side",
        BandKind.ConfidenceInterval => "95 % interval of the mean",
        BandKind.Range => "whole range",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such band."),
    };
}
