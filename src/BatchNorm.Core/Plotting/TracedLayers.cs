using System.Globalization;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>Some of the layers of traced runs.</summary>
public static class TracedLayers
{
    /// <summary>The same runs with the traces of some layers alone; those of which nothing is left are left out.</summary>
    /// <param name="blocks">Runs that stand side by side, block by block.</param>
    /// <param name="layers">The layers, from 1; the last is the output.</param>
    /// <exception cref="PlotException">No run has any of them.</exception>
    public static IReadOnlyList<IReadOnlyList<TrainingRun>> Only(IReadOnlyList<IReadOnlyList<TrainingRun>> blocks, IReadOnlyCollection<int> layers)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(layers);
        IReadOnlyList<TrainingRun>[] only = [.. blocks.Select(block => block.Select(Of).Where(IsTraced).ToArray()).Where(block => block.Length > 0)];
        return only.Length > 0
            ? only
            : throw new PlotException(string.Create(
                CultureInfo.InvariantCulture,
                $"No run has a trace of layer {string.Join(" or ", layers)}. Choose from 1 to {blocks.SelectMany(block => block).Max(LastLayer)}."));

        TrainingRun Of(TrainingRun run) => run with
        {
            ActivationSamples = [.. run.ActivationSamples.Where(sample => layers.Contains(sample.Layer))],
            LayerSamples = [.. run.LayerSamples.Where(sample => layers.Contains(sample.Layer))],
        };
    }

    private static bool IsTraced(TrainingRun run) => run.ActivationSamples.Length + run.LayerSamples.Length > 0;

    private static int LastLayer(TrainingRun run) =>
        run.ActivationSamples.Select(sample => sample.Layer).Concat(run.LayerSamples.Select(sample => sample.Layer)).DefaultIfEmpty().Max();
}
