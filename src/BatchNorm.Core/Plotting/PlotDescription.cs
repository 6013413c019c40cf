using System.Globalization;
using System.Text;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>A plot in words.</summary>
internal static class PlotDescription
{
    public static string Of(AccuracyPlot plot)
    {
        var text = new StringBuilder("Validation accuracy, from 0 to 1, over the training steps.");
        foreach (AccuracyPanel panel in plot.Panels)
        {
            foreach (TrainingRun run in panel.Runs)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{run.Name} ({RunSettings.Complete(run)}): ");
                text.Append(CultureInfo.InvariantCulture, $"validation accuracy {RunLabels.Outcome(run)} after the last step.");
            }
        }

        return text.ToString();
    }
}
