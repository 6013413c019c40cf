using BatchNorm.Benefits;
using BatchNorm.Experiments;
using BatchNorm.Plotting.Benefits;
using BatchNorm.Plotting.Pairs;
using BatchNorm.Plotting.Sweeps;
using BatchNorm.Reporting;
using BatchNorm.Settings;

namespace BatchNorm.Plotting;

/// <summary>Ctrl+C reaches what is worked out before anything is drawn.</summary>
public class CancelledPlotTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    private static readonly IReadOnlyList<BatchNormComparison> Grid = MadeSweeps.Grid([0.01, 0.1], [Activation.ReLU]);

    private static readonly Dictionary<string, Func<TrainingPlot>> Plots = new()
    {
        ["accuracy"] = () => AccuracyPlot.Of([MadeUpRuns.Run(true)]),
        ["activation"] = () => ActivationPlot.Of([MadeUpRuns.Run(true) with { ActivationSamples = [new() { Layer = 1 }] }]),
        ["trace"] = () => new TracePlot(TraceKinds.Gradient, [[MadeUpRuns.Run(true) with { LayerSamples = [new() { Layer = 1, GradientNorm = 1 }] }]]),
        ["heat"] = () => SweepPlot.Of(Grid),
        ["parallel"] = () => SweepPlot.Of(Grid, SweepPlotKind.ParallelCoordinates),
        ["importance"] = () => SweepPlot.Of(Grid, SweepPlotKind.Importance),
        ["pairs"] = () => PairPlot.Of(Grid, cancellation: TestContext.Current.CancellationToken),
        ["claims"] = () => new ClaimPlot([MadeClaims.Measure([MadeClaims.Of(LessonClaimKind.Rates, 1, 0.9, 0.9)])]),
    };

    public static TheoryData<string> Names => [.. Plots.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_plot_is_not_worked_out(string name) => Assert.Throws<OperationCanceledException>(() => Plots[name]().Compose(Cancelled));

    [Fact]
    public void Pairs_are_not_measured() => Assert.Throws<OperationCanceledException>(() => PairPlot.Of(Grid, cancellation: Cancelled));

    [Fact]
    public void Panels_are_not_laid_out() =>
        Assert.Throws<OperationCanceledException>(() => new FigureLayout(AccuracyPlot.Of([MadeUpRuns.Run(true)]).Compose(), Cancelled));

    [Fact]
    public void A_report_is_neither_measured_nor_made()
    {
        Assert.Throws<OperationCanceledException>(() => BatchNormReport.Of(Grid, new Measurements.MeasurementSettings(), _ => "", cancellation: Cancelled));
        Assert.Throws<OperationCanceledException>(() => ReportWriter.Write(MadeReports.Of([.. Grid]), Stream.Null, Cancelled));
    }
}
