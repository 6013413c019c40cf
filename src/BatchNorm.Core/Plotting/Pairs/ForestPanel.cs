using ScottPlot;

namespace BatchNorm.Plotting.Pairs;

/// <summary>Groups one below the other: the mean difference with its interval, and beside it in numbers, with n and p.</summary>
internal sealed record ForestPanel : FigurePanel
{
    private const float RowHeight = 20, WideWidth = 640, NarrowWidth = 300, MostOfWideLabel = 280, MostOfNarrowLabel = 150;

    /// <param name="rows">What is drawn, from above.</param>
    /// <param name="isNarrow">Whether there is room for n and p only, and the intervals are drawn but not written.</param>
    public ForestPanel(IReadOnlyList<PairRow> rows, bool isNarrow)
        : base("")
    {
        IsNarrow = isNarrow;
        Rows = rows;
        VerticalLabels = [.. rows.Select(row => PlotFont.Shortened(row.Title, FigureLayout.TickLabelSize, isNarrow ? MostOfNarrowLabel : MostOfWideLabel))];
        Axis = ValueAxis.Covering([0, .. rows.SelectMany(Ends), .. rows.All(row => row.Numbers.Difference == 0) ? new[] { -0.005, 0.005 } : []]);
    }

    /// <summary>What is drawn, from above.</summary>
    public IReadOnlyList<PairRow> Rows { get; }

    /// <summary>Whether there is room for n and p only.</summary>
    public bool IsNarrow { get; }

    /// <summary>What the rows are called.</summary>
    public override IReadOnlyList<string> VerticalLabels { get; }

    /// <summary>The axis of the differences, which lies flat.</summary>
    public ValueAxis Axis { get; }

    /// <summary>How large the axes should be.</summary>
    public (float Width, float Height) AxesSize => (IsNarrow ? NarrowWidth : WideWidth, (Rows.Count + 2) * RowHeight);

    /// <inheritdoc/>
    public override FigurePanel WithTexts(Func<string, string> replace) => new ForestPanel([.. Rows.Select(row => row.WithTexts(replace))], IsNarrow);

    /// <inheritdoc/>
    public override PanelPlot Within(PixelRect axes) => new ForestPlot(this, axes);

    private static double[] Ends(PairRow row) =>
        [row.Numbers.Difference, row.Numbers.DifferenceLow ?? row.Numbers.Difference, row.Numbers.DifferenceHigh ?? row.Numbers.Difference];
}
