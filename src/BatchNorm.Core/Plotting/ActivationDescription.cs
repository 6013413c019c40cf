using System.Globalization;
using System.Text;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>An activation plot in words.</summary>
internal static class ActivationDescription
{
    private const double PlainBelow = 1e6;

    public static string Of(IReadOnlyList<TrainingRun> runs)
    {
        var text = new StringBuilder("What one unit in every hidden layer receives over the training steps: the median of its inputs ");
        text.Append("and a band from their 15th to their 85th percentile, over up to 1,000 validation images.");
        foreach (TrainingRun run in runs)
        {
            foreach (IGrouping<int, ActivationSample> layer in run.ActivationSamples.GroupBy(sample => sample.Layer))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{run.Name} ({RunSettings.Complete([run])}), layer {layer.Key}: ");
                text.Append(CultureInfo.InvariantCulture, $"{InWords(layer.First())} at first, {InWords(layer.Last())} at last.");
            }
        }

        return text.ToString();
    }

    private static string InWords(ActivationSample sample) => double.IsFinite(sample.Percentile50)
        ? $"median {Number(sample.Percentile50)} and band from {Number(sample.Percentile15)} to {Number(sample.Percentile85)}"
        : "no finite numbers";

    private static string Number(double value) => double.IsNaN(value)
        ? "no number"
        : value.ToString(Math.Abs(value) < PlainBelow ? "0.00" : "0.00e0", CultureInfo.InvariantCulture);
}
