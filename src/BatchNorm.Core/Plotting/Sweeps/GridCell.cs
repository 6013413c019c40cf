using BatchNorm.Experiments;
using BatchNorm.Settings;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>One combination of the settings that vary in a sweep, or several that are drawn as one.</summary>
/// <param name="Settings">The settings of its first comparison, or of what is not there yet.</param>
/// <param name="Levels">Which value each axis has, from 0.</param>
/// <param name="Comparisons">What is there of it, each seed once.</param>
/// <param name="Failed">How many comparisons of it failed.</param>
/// <param name="Waiting">How many are not done yet.</param>
/// <param name="Conflict">What is wrong with it, so that it has no numbers; null where nothing is.</param>
internal sealed record GridCell(
    ExperimentSettings Settings, int[] Levels, IReadOnlyList<BatchNormComparison> Comparisons, int Failed, int Waiting, string? Conflict)
{
    /// <summary>Several combinations as one.</summary>
    public static GridCell Of(IReadOnlyList<GridCell> cells) => cells.Count == 1 ? cells[0] : new GridCell(
        cells[0].Settings,
        cells[0].Levels,
        [.. cells.SelectMany(cell => cell.Comparisons)],
        cells.Sum(cell => cell.Failed),
        cells.Sum(cell => cell.Waiting),
        cells.Select(cell => cell.Conflict).FirstOrDefault(conflict => conflict is not null));
}
