using System.Globalization;
using System.Text;

namespace BatchNorm.Plotting;

/// <summary>An accuracy plot in words.</summary>
internal static class AccuracyDescription
{
    public static string Of(AccuracyPlot plot)
    {
        var text = new StringBuilder("Validation accuracy, from 0 to 1, over the training steps.");
        if (plot.Smoothing > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" Lines and bands are smoothed by a moving average of weight {plot.Smoothing}");
            text.Append("; the lines before smoothing are drawn faintly.");
        }

        foreach (RunGroup group in plot.Panels.SelectMany(plot.Groups))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{group.Runs[0].Name} ({RunSettings.Complete(group.Runs)}): ");
            text.Append(Ending(group, plot.Band));
        }

        return text.ToString();
    }

    private static string Ending(RunGroup group, BandKind kind)
    {
        if (group.Count == 1)
            return $"validation accuracy {RunLabels.Outcome(group)} after the last step{(kind == BandKind.None ? "" : ", one run without a band")}.";

        Band band = Band.Around([.. group.Runs.Select(run => run.ValidationAccuracy)], kind);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"mean of {group.Count} runs, validation accuracy {RunLabels.Outcome(group)} after the last step, "
            + $"band of the {InWords(kind)} from {band.Lower:0.000} to {band.Upper:0.000} there.");
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
