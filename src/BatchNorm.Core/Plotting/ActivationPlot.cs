using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>
/// What one unit in every hidden layer receives, over the training steps, as Figure 1 (b, c) of Ioffe and Szegedy (2015) shows it: the
/// median of its inputs and a band from the 15th to the 85th percentile. Layers stand one above the other, runs side by side; the
/// panels of a row have one vertical scale, so that drift and spread can be compared. <see cref="PlotWriter"/> draws it.
/// </summary>
public sealed record ActivationPlot : TrainingPlot
{
    /// <summary>The heading of a plot that was given none.</summary>
    public const string DefaultTitle = "Inputs of a Hidden Unit During Training";

    private readonly RunDistinctions _distinctions;

    /// <summary>Describes a plot.</summary>
    /// <param name="blocks">Runs that stand side by side, block by block from above; at least one, each of at least one run.</param>
    /// <exception cref="ArgumentException">There is nothing to draw, or a run was trained without a trace.</exception>
    /// <exception cref="PlotException">There are more than <see cref="TrainingPlot.MaximumPanels"/> panels.</exception>
    public ActivationPlot(IReadOnlyList<IReadOnlyList<TrainingRun>> blocks)
        : base(DefaultTitle)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        if (blocks.Count == 0 || blocks.Any(block => block.Count == 0))
            throw new ArgumentException("A plot needs at least one training run to draw.", nameof(blocks));
        if (blocks.SelectMany(block => block).FirstOrDefault(run => run.ActivationSamples.Length == 0) is { } untraced)
            throw new ArgumentException($"The run '{untraced}' has no activation samples.", nameof(blocks));
        CheckCount(blocks.Sum(block => block.Count * LayersOf(block).Count()), "Draw fewer runs, or fewer of their layers.");

        Blocks = RunDatasets.Named(blocks);
        Subtitle = RunSettings.Shared(Runs);
        _distinctions = new RunDistinctions(Runs);
    }

    /// <summary>Runs that stand side by side, block by block from above.</summary>
    public IReadOnlyList<IReadOnlyList<TrainingRun>> Blocks { get; }

    private IReadOnlyList<TrainingRun> Runs => [.. Blocks.SelectMany(block => block)];

    /// <summary>Runs side by side.</summary>
    /// <param name="runs">The runs, from the left; at least one.</param>
    /// <exception cref="ArgumentException">There is no run, or one was trained without a trace.</exception>
    public static ActivationPlot Of(IReadOnlyList<TrainingRun> runs) => new([runs]);

    /// <summary>Comparisons one below the other, without batch normalization on the left and with it on the right.</summary>
    /// <param name="comparisons">The comparisons, from above; at least one.</param>
    /// <exception cref="ArgumentException">There is no comparison, or a run was trained without a trace.</exception>
    public static ActivationPlot Of(IReadOnlyList<BatchNormComparison> comparisons) =>
        new([.. comparisons.Select(comparison => new[] { comparison.WithoutBatchNorm, comparison.WithBatchNorm })]);

    /// <inheritdoc/>
    internal override Figure Compose(CancellationToken cancellation) => new()
    {
        Title = Title,
        Subtitle = WithNote(string.Join(": ", new[] { Subtitle, "median, and 15th to 85th percentile" }.Where(part => part.Length > 0))),
        VerticalTitle = "Activation input",
        HorizontalTitle = "Training steps",
        Rows = [.. Blocks.SelectMany(block => Rows(block, cancellation)).SelectMany(row => Figure.InRows(row, Width))],
        Width = Width,
        Height = Height,
        Description = () => ActivationDescription.Of(Runs),
    };

    private IEnumerable<IReadOnlyList<FigurePanel>> Rows(IReadOnlyList<TrainingRun> block, CancellationToken cancellation)
    {
        IReadOnlyList<CurveStyle> styles = CurveStyle.For(block);
        foreach (int layer in LayersOf(block).Order())
        {
            cancellation.ThrowIfCancellationRequested();
            FigureSeries[] series = [.. block.Select((run, i) => Draw(run, layer, styles[i]))];
            ValueAxis axis = ValueAxis.Covering(series.SelectMany(one => one.Lower.Concat(one.Line).Concat(one.Upper)).Select(point => point.Y));
            yield return [.. block.Select((run, i) => new CurvePanel(PanelTitle(run, layer, series[i].Line.Count == 0), axis, [series[i]]))];
        }
    }

    private static IEnumerable<int> LayersOf(IReadOnlyList<TrainingRun> block) => block.SelectMany(run => run.ActivationSamples).Select(sample => sample.Layer).Distinct();

    private string PanelTitle(TrainingRun run, int layer, bool isEmpty) => string.Join(
        ", ",
        new[] { run.Name, $"layer {layer}", _distinctions.Of([run]), isEmpty ? "no finite numbers" : "" }.Where(part => part.Length > 0));

    private static FigureSeries Draw(TrainingRun run, int layer, CurveStyle style)
    {
        ActivationSample[] samples = [.. run.ActivationSamples.Where(sample => sample.Layer == layer).OrderBy(sample => sample.Step)];
        int[] steps = [.. samples.Select(sample => sample.Step)];
        return new FigureSeries
        {
            Style = style,
            Label = "", // the panel's title says which run it is
            End = Math.Max(run.TrainingBatches, steps.LastOrDefault()),
            Line = Curve.Through(steps, samples.Select(sample => sample.Percentile50)),
            Lower = Curve.Through(steps, samples.Select(sample => sample.Percentile15)),
            Upper = Curve.Through(steps, samples.Select(sample => sample.Percentile85)),
        };
    }
}
