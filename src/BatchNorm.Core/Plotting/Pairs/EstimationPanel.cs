using System.Globalization;
using BatchNorm.Measurements;
using ScottPlot;

namespace BatchNorm.Plotting.Pairs;

/// <summary>Two sides, a line from one to the other for every seed, and beside them the differences with their mean and its interval.</summary>
internal sealed record EstimationPanel : FigurePanel
{
    /// <summary>Less than this accuracies are not spread, as far as the axis goes: what seeds differ by then is single images.</summary>
    private const double LeastRange = 0.01;

    private const int MostSeeds = 100;
    private const double RoomForLine = 0.12;

    /// <param name="row">What is drawn.</param>
    public EstimationPanel(PairRow row)
        : base(row.Title)
    {
        Row = row;
        (double least, double greatest) = Range(row.Numbers);
        Axis = ValueAxis.Covering([least, greatest]);
        Top = Axis.Maximum;
        (double Tick, string Label)[] ticks = [.. Axis.Ticks.Zip(Axis.Labels).Where(tick => tick.First is >= 0 and <= 1)];
        Axis = Axis with
        {
            Maximum = Axis.Maximum + (RoomForLine * Lines(row).Count * (Axis.Maximum - Axis.Minimum)),
            Ticks = [.. ticks.Select(tick => tick.Tick)],
            Labels = [.. ticks.Select(tick => tick.Label)],
        };
    }

    /// <summary>What is drawn.</summary>
    public PairRow Row { get; private init; }

    /// <summary>What is written above the points: the numbers, and what they do not show.</summary>
    public IReadOnlyList<string> TextLines => Lines(Row);

    /// <summary>Of more pairs than can be seen apart so many are drawn, evenly from the least difference to the greatest.</summary>
    public IReadOnlyList<SeedPair> Drawn => Spread(Row);

    /// <summary>The accuracy above which there is only text.</summary>
    public double Top { get; }

    /// <summary>The axis of the accuracies; room for the text is above them.</summary>
    public ValueAxis Axis { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> VerticalLabels => Axis.Labels;

    /// <inheritdoc/>
    public override FigurePanel WithTexts(Func<string, string> replace) => this with { Title = replace(Title), Row = Row.WithTexts(replace) };

    /// <inheritdoc/>
    public override PanelPlot Within(PixelRect axes) => new EstimationPlot(this, axes);

    /// <summary>
    /// All accuracies and, on the axis that has its zero at the reference's mean, all differences. The interval belongs to it as far as that leaves half of the height to the
    /// accuracies: of two seeds it often reaches from end to end.
    /// </summary>
    private static (double Least, double Greatest) Range(RunGroupComparison numbers)
    {
        Contrast contrast = numbers.Contrast!;
        double[] values =
        [
            .. contrast.Reference.Select(entry => entry.Accuracy), .. contrast.Group.Select(entry => entry.Accuracy),
            .. contrast.Pairs.Select(pair => numbers.ReferenceMean + pair.Difference), numbers.Mean, numbers.ReferenceMean,
        ];
        double least = values.Min(), greatest = values.Max();
        double lacking = Math.Max(0, LeastRange - (greatest - least)) / 2;
        least -= lacking;
        greatest += lacking;
        double most = (greatest - least) / 2;
        return (
            Math.Max(Math.Min(least, numbers.ReferenceMean + (numbers.DifferenceLow ?? 0)), least - most),
            Math.Min(Math.Max(greatest, numbers.ReferenceMean + (numbers.DifferenceHigh ?? 0)), greatest + most));
    }

    private static IReadOnlyList<SeedPair> Spread(PairRow row)
    {
        IReadOnlyList<SeedPair> pairs = row.Numbers.Contrast!.Pairs;
        if (pairs.Count <= MostSeeds)
            return pairs;
        SeedPair[] sorted = [.. pairs.OrderBy(pair => pair.Difference)];
        return [.. Enumerable.Range(0, MostSeeds).Select(i => sorted[(int)((long)i * (sorted.Length - 1) / (MostSeeds - 1))])];
    }

    private static IReadOnlyList<string> Lines(PairRow row)
    {
        RunGroupComparison numbers = row.Numbers;
        string drawn = numbers.IsPaired && numbers.Count > MostSeeds ? string.Create(CultureInfo.InvariantCulture, $"{MostSeeds} of {numbers.Count:N0} seeds drawn") : "";
        string second = string.Join(", ", new[] { PairTexts.Diverged(row), drawn }.Where(part => part.Length > 0));
        return [$"{PairTexts.Difference(numbers)}, {PairTexts.CountAndP(numbers)}", .. second.Length > 0 ? new[] { second } : []];
    }
}
