using System.Globalization;

namespace BatchNorm.Plotting;

/// <summary>
/// A scale on which every tenfold is as far as the next: heights are decimal logarithms. Zero, which has none, stands a little below the least decade.
/// </summary>
internal sealed class DecadeScale
{
    private const int MostTicks = 6, LeastPlain = -3, GreatestPlain = 4;
    private const double Room = 0.04;

    private readonly double _zero;

    /// <param name="values">What has to find room; those that are not finite or below 0 do not count.</param>
    public DecadeScale(IEnumerable<double> values)
    {
        double[] all = [.. values.Where(value => value >= 0 && double.IsFinite(value))];
        double[] heights = [.. all.Where(value => value > 0).Select(Math.Log10)];
        int least = heights.Length == 0 ? 0 : (int)Math.Floor(heights.Min()), greatest = heights.Length == 0 ? 1 : (int)Math.Ceiling(heights.Max());
        if (greatest == least)
            greatest++;
        int every = ((greatest - least) / MostTicks) + 1;
        _zero = least - (every * 0.75);
        bool hasZero = Array.Exists(all, value => value == 0);
        int[] decades = [.. Enumerable.Range(least, greatest - least + 1).Where(decade => decade % every == 0)];
        double bottom = hasZero ? _zero : least, room = Room * (greatest - bottom);
        Axis = new ValueAxis(
            bottom - room,
            greatest + room,
            [.. hasZero ? [_zero] : Array.Empty<double>(), .. decades.Select(decade => (double)decade)],
            [.. hasZero ? ["0"] : Array.Empty<string>(), .. decades.Select(Label)]);
    }

    /// <summary>The axis, which measures heights.</summary>
    public ValueAxis Axis { get; }

    /// <summary>How high a value stands; NaN where it is no number, infinite or below 0.</summary>
    public double HeightOf(double value) => value == 0 ? _zero : value > 0 && double.IsFinite(value) ? Math.Log10(value) : double.NaN;

    private static string Label(int decade) => decade is >= LeastPlain and <= GreatestPlain
        ? Math.Pow(10, decade).ToString(decade < 0 ? $"F{-decade}" : "N0", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"1e{decade}");
}
