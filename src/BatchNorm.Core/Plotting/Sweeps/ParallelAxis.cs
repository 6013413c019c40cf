namespace BatchNorm.Plotting.Sweeps;

/// <summary>An axis of parallel coordinates, from 0 at its lower end to 1 at its upper one.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Ticks">What is written along it, and where.</param>
internal sealed record ParallelAxis(string Title, IReadOnlyList<(double Place, string Label)> Ticks)
{
    private const double SpanOfLogarithms = 20;
    private const int OutcomeTicks = 5;

    /// <summary>The axis of a setting, and where each of its values stands: numbers as far apart as they are, or as their logarithms are, names evenly.</summary>
    public static (ParallelAxis Axis, IReadOnlyList<double> Places) Of(SettingAxis axis)
    {
        IReadOnlyList<double> numbers = axis.Numbers;
        bool isLogarithmic = numbers.Count > 0 && numbers[0] > 0 && numbers[^1] / numbers[0] >= SpanOfLogarithms;
        double[] values = [.. Enumerable.Range(0, axis.Count).Select(i => numbers.Count == 0 ? i : isLogarithmic ? Math.Log(numbers[i]) : numbers[i])];
        double[] places = [.. values.Select(value => values[^1] > values[0] ? (value - values[0]) / (values[^1] - values[0]) : 0.5)];
        if (numbers.Count == 0)
            places = [.. places.Select(place => 1 - place)]; // names are read from above
        return (new ParallelAxis($"{axis.Label}{(isLogarithmic ? " (log)" : "")}", [.. places.Zip(axis.Labels)]), places);
    }

    /// <summary>The axis of an outcome.</summary>
    public static ParallelAxis Of(string title, ColorScale scale) => new(title, 
        [.. Enumerable.Range(0, OutcomeTicks).Select(i => (double)i / (OutcomeTicks - 1)).Select(place => (place, scale.Write(scale.Low + (place * (scale.High - scale.Low)))))]);
}
