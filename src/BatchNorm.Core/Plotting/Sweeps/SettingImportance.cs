using BatchNorm.Statistics;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>How much of an outcome's variance each setting of a sweep explains.</summary>
/// <param name="Axes">The settings that vary where there are results.</param>
/// <param name="Shares">Their shares, by their places in <see cref="Axes"/>; null where there are too few combinations to tell.</param>
/// <param name="Combinations">How many combinations of the settings' values there could be.</param>
internal sealed record SettingImportance(IReadOnlyList<SettingAxis> Axes, VarianceShares? Shares, double Combinations)
{
    /// <summary>How much each setting of a grid explains of an outcome.</summary>
    public static SettingImportance Of(SweepGrid grid, OutcomeMeasure measure)
    {
        (int[] Levels, double[] Results)[] cells =
        [
            .. grid.Cells.Select(cell => (cell.Levels, Results: cell.Comparisons.Select(measure.NumberOf).OfType<double>().ToArray()))
                .Where(cell => cell.Results.Length > 0),
        ];

        // Only the values that there are results of: a whole row that is not done yet is no row.
        int[][] used = [.. grid.Axes.Select((_, axis) => cells.Select(cell => cell.Levels[axis]).Distinct().Order().ToArray())];
        int[] varying = [.. Enumerable.Range(0, used.Length).Where(axis => used[axis].Length > 1)];
        int[] levels = [.. varying.Select(axis => used[axis].Length)];
        FactorialCell[] places =
            [.. cells.Select(cell => new FactorialCell([.. varying.Select(axis => Array.BinarySearch(used[axis], cell.Levels[axis]))], cell.Results))];
        return new SettingImportance(
            [.. varying.Select(axis => grid.Axes[axis])], VarianceShares.Of(levels, places), levels.Aggregate(1.0, (product, count) => product * count));
    }

    /// <summary>The share of a setting alone, 0 where it does not vary.</summary>
    public double Of(SettingAxis axis) => Shares is { } shares && Place(axis) is >= 0 and var place ? shares.Alone[place] : 0;

    /// <summary>The share of two settings together, beyond what each does alone.</summary>
    public double Of(SettingAxis first, SettingAxis second)
    {
        (int one, int other) = (Place(first), Place(second));
        return Shares is { } shares && one >= 0 && other >= 0
            ? shares.Pairs.First(pair => (pair.First, pair.Second) == (Math.Min(one, other), Math.Max(one, other))).Share : 0;
    }

    private int Place(SettingAxis axis) => Axes.ToList().IndexOf(axis);
}
