using BatchNorm.Measurements;
using ScottPlot;

namespace BatchNorm.Plotting.Pairs;

/// <summary>Two sides, a line from one to the other for every seed, and beside them the differences with their mean and its interval.</summary>
internal sealed record EstimationPanel : FigurePanel
{
    /// <summary>Less than this accuracies are not spread, as far as the axis goes: what seeds differ by then is single images.</summary>
    private const double LeastRange = 0.01;

    private const double RoomForText = 0.22;

    public EstimationPanel(PairRow row)
        : base(row.Title)
    {
        Row = row;
        (double least, double greatest) = Range(row.Numbers);
        Axis = ValueAxis.Covering([least, greatest]);
        (double Tick, string Label)[] ticks = [.. Axis.Ticks.Zip(Axis.Labels).Where(tick => tick.First is >= 0 and <= 1)];
        Axis = Axis with
        {
            Maximum = Axis.Maximum + (RoomForText * (Axis.Maximum - Axis.Minimum)),
            Ticks = [.. ticks.Select(tick => tick.Tick)],
            Labels = [.. ticks.Select(tick => tick.Label)],
        };
    }

    /// <summary>What is drawn.</summary>
    public PairRow Row { get; private init; }

    /// <summary>The axis of the accuracies; room for a line of text is above them.</summary>
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
}
