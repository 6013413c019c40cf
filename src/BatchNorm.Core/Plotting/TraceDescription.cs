using System.Globalization;
using System.Text;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>A trace plot in words.</summary>
internal static class TraceDescription
{
    /// <summary>Every run and row of it: where its line began and ended, and between what it lay.</summary>
    public static string Of(TraceLook look, IReadOnlyList<TrainingRun> runs)
    {
        var text = new StringBuilder(look.Title);
        text.Append(CultureInfo.InvariantCulture, $", over the training steps: {look.Lines}.");
        foreach (TrainingRun run in runs)
        {
            foreach (TraceRow row in look.RowsOf([run]))
            {
                IReadOnlyList<TracePoint> points = row.Points(run);
                text.Append(CultureInfo.InvariantCulture, $"\n{run.Name} ({RunSettings.Complete([run])}), {row.Name(run)}: ");
                text.Append(CultureInfo.InvariantCulture, $"{InWords(points[0])} at first, {InWords(points[^1])} at last{Extremes(points)}.");
            }
        }

        return text.ToString();
    }

    private static string InWords(TracePoint point)
    {
        string value = Number(point.Value);
        if (point is { Low: { } low, High: { } high })
            value += $" (from {Number(low)} to {Number(high)})";
        return point.Faint is { } faint ? $"{value} (faint {Number(faint)})" : value;
    }

    private static string Extremes(IReadOnlyList<TracePoint> points)
    {
        TracePoint[] finite = [.. points.Where(point => double.IsFinite(point.Value))];
        return finite.Length < 3 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"; least {Number(finite.Min(point => point.Value))}, greatest {Number(finite.Max(point => point.Value))} at step {finite.MaxBy(point => point.Value).Step:N0}");
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? "no number" : double.IsInfinity(value) ? "infinity" : value.ToString("G3", CultureInfo.InvariantCulture);
}
