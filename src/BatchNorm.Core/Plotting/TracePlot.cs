using BatchNorm.Settings;
using BatchNorm.Training;
using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>
/// What was traced of the inside of networks, over the training steps: layers stand one above the other, runs side by side, and the panels of a row
/// have one vertical scale. Where a run's numbers end because it diverged, a cross stands. <see cref="PlotWriter"/> draws it.
/// </summary>
public sealed record TracePlot : TrainingPlot
{
    /// <summary>Runs side by side where those they were to stand beside are left out.</summary>
    private const int RunsAbreast = 3;

    private static readonly ValueAxis FromZeroToOne = new(-0.04, 1.04, [0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"]);

    private readonly TraceLook _look;
    private readonly RunDistinctions _distinctions;

    /// <summary>Describes a plot.</summary>
    /// <param name="kind">What is drawn: one of the kinds, and not activations, of which there is <see cref="ActivationPlot"/>.</param>
    /// <param name="blocks">
    /// Runs that stand side by side, block by block from above. A run without batch normalization is left out of what only batch normalization has.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is none, several, or activations.</exception>
    /// <exception cref="PlotException">No run has anything of it, or there are more than <see cref="TrainingPlot.MaximumPanels"/> panels.</exception>
    public TracePlot(TraceKinds kind, IReadOnlyList<IReadOnlyList<TrainingRun>> blocks)
        : base(TraceLook.Of(kind).Title)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        _look = TraceLook.Of(kind);
        TrainingRun[][] drawn = [.. blocks.Select(block => block.Where(_look.IsIn).ToArray()).Where(block => block.Length > 0)];
        if (drawn.Length == 0)
            throw new PlotException($"None of the runs has a trace of {kind} to draw. Train them with -Trace {kind}, and with batch normalization for Gamma and Statistics.");
        CheckCount(drawn.Sum(block => block.Length * _look.RowsOf(block).Count), "Draw fewer runs, or fewer of their layers.");

        Kind = kind;
        Blocks = RunDatasets.Named(drawn.All(block => block.Length == 1) ? [.. drawn.SelectMany(block => block).Chunk(RunsAbreast)] : drawn);
        Subtitle = RunSettings.Shared(Runs);
        _distinctions = new RunDistinctions(Runs);
    }

    /// <summary>What is drawn.</summary>
    public TraceKinds Kind { get; }

    /// <summary>Runs that stand side by side, block by block from above.</summary>
    public IReadOnlyList<IReadOnlyList<TrainingRun>> Blocks { get; }

    private IReadOnlyList<TrainingRun> Runs => [.. Blocks.SelectMany(block => block)];

    /// <summary>Whether a run has anything to draw of a kind.</summary>
    public static bool IsIn(TrainingRun run, TraceKinds kind) => TraceLook.Of(kind).IsIn(run);

    /// <inheritdoc/>
    internal override Figure Compose(CancellationToken cancellation) => new()
    {
        Title = Title,
        Subtitle = WithNote(string.Join(": ", new[] { Subtitle, _look.Lines }.Where(part => part.Length > 0))),
        VerticalTitle = _look.VerticalTitle,
        HorizontalTitle = "Training steps",
        Rows = [.. Blocks.SelectMany(block => Rows(block, cancellation)).SelectMany(row => Figure.InRows(row, Width))],
        Width = Width,
        Height = Height,
        Description = () => TraceDescription.Of(_look, Runs),
    };

    private IEnumerable<IReadOnlyList<FigurePanel>> Rows(IReadOnlyList<TrainingRun> block, CancellationToken cancellation)
    {
        IReadOnlyList<CurveStyle> styles = CurveStyle.For(block);
        foreach (TraceRow row in _look.RowsOf(block))
        {
            cancellation.ThrowIfCancellationRequested();
            ValueAxis axis = Axis(block.SelectMany(row.Points));
            yield return [.. block.Select((run, i) => Panel(run, row, axis, Draw(run, row.Points(run), styles[i])))];
        }
    }

    private CurvePanel Panel(TrainingRun run, TraceRow row, ValueAxis axis, FigureSeries series) => new(
        string.Join(
            ", ",
            new[] { run.Name, row.Name(run), _distinctions.Of([run]), series.Line.Count == 0 ? "no finite numbers" : "" }.Where(part => part.Length > 0)),
        axis,
        [series]);

    private ValueAxis Axis(IEnumerable<TracePoint> points)
    {
        if (_look.Scale == TraceScale.Share)
            return FromZeroToOne;

        IEnumerable<double> values = points.SelectMany(point => new[] { point.Value, point.Low, point.High, point.Faint }).OfType<double>().Where(double.IsFinite);
        return _look.Scale == TraceScale.Linear ? ValueAxis.Covering(values) : ValueAxis.LogarithmicOver(values);
    }

    private static FigureSeries Draw(TrainingRun run, IReadOnlyList<TracePoint> points, CurveStyle style)
    {
        int[] steps = [.. points.Select(point => point.Step)];
        IReadOnlyList<Coordinates> line = Curve.Through(steps, points.Select(point => point.Value));
        TracePoint[] banded = [.. points.Where(point => point is { Low: { } low, High: { } high } && double.IsFinite(low) && double.IsFinite(high))];
        int diverged = run.Diverged ? Array.FindIndex([.. points], point => !double.IsFinite(point.Value)) : -1;
        Coordinates[] before = diverged < 0 ? [] : [.. line.Where(point => point.X < steps[diverged])];
        return new FigureSeries
        {
            Style = style,
            Label = "", // the panel's title says which run it is
            End = Math.Max(run.TrainingBatches, steps.LastOrDefault()),
            Line = line,
            Lower = Curve.Through(banded.Select(point => point.Step), banded.Select(point => point.Low!.Value)),
            Upper = Curve.Through(banded.Select(point => point.Step), banded.Select(point => point.High!.Value)),
            Raw = Curve.Through(steps, points.Select(point => point.Faint ?? double.NaN)),
            Divergence = before.Length > 0 ? new Coordinates(steps[diverged], before[^1].Y) : null,
        };
    }
}
