using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>Works an accuracy plot out: its lines, the axes that suit them, and what is said of both under the heading.</summary>
internal sealed class AccuracyComposition
{
    private readonly AccuracyPlot _plot;
    private readonly PlottedMetric _metric;
    private readonly HorizontalAxis _progress;
    private readonly ValueAxis _axis;
    private readonly IReadOnlyList<CurvePanel> _panels;

    /// <param name="plot">The plot.</param>
    /// <param name="cancellation">Checked between the panels.</param>
    /// <exception cref="PlotException">The runs do not go together, or not with the axes asked for.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public AccuracyComposition(AccuracyPlot plot, CancellationToken cancellation)
    {
        _plot = plot;
        _metric = PlottedMetric.Of(plot.Metric);
        TrainingRun[] runs = [.. plot.Panels.SelectMany(panel => panel.Runs)];
        _progress = HorizontalAxis.Of(plot.XAxis, runs);
        IReadOnlyList<CurveRuns>[] groups = [.. plot.Panels.Select(plot.Groups)];
        var key = new CurveKey(plot, groups);
        var lines = new AccuracySeries(plot, _metric, _progress, key);
        IReadOnlyList<FigureSeries>[] series = [.. groups.Select(panel =>
        {
            cancellation.ThrowIfCancellationRequested();
            return lines.Of(panel);
        })];
        var fitting = new AxisFitting([.. series.SelectMany(panel => panel)], _metric, plot);
        _axis = fitting.Axis();
        Remarks = [.. new[] { fitting.Remark(_axis), key.Remark }.Where(remark => remark.Length > 0)];
        _panels = [.. plot.Panels.Zip(series, (panel, lines) => new CurvePanel(Title(panel, lines), _axis, lines) { Progress = _progress })];
    }

    /// <summary>What has to be said of the axes and of the legends, each without a full stop.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The vertical axis in words: "from 0 to 1".</summary>
    public string Axis => $"from {AxisFitting.Number(_axis.Minimum)} to {AxisFitting.Number(_axis.Maximum)}{(_axis.IsLogarithmic ? " on a logarithmic axis" : "")}";

    /// <summary>The horizontal axis in words: "over the training steps".</summary>
    public string Progress => _progress.Words;

    /// <summary>The figure.</summary>
    public Figure Figure => new()
    {
        Title = _plot.Title,
        Subtitle = Caption(string.Join(", ", new[] { _plot.Subtitle, Smoothing }.Where(part => part.Length > 0))),
        VerticalTitle = _metric.AxisTitle,
        HorizontalTitle = _progress.Title,
        Rows = Figure.NearSquare(_panels, _plot.Width),
        Width = _plot.Width,
        Height = _plot.Height,
        Description = () => AccuracyDescription.Of(_plot, this),
    };

    private string Smoothing => _plot.Smoothing == 0 ? "" : FormattableString.Invariant($"smoothed {_plot.Smoothing}");

    private string Caption(string settings) =>
        string.Join(". ", new[] { settings }.Concat(Remarks.Select(Capitalized)).Append(_plot.Note).Where(part => part.Length > 0));

    private static string Title(AccuracyPanel panel, IReadOnlyList<FigureSeries> lines) =>
        string.Join(", ", new[] { panel.Title, lines.All(line => line.Line.Count == 0) ? "no finite numbers" : "" }.Where(part => part.Length > 0));

    private static string Capitalized(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
