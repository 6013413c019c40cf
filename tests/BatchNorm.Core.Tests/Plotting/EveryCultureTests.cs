using System.Globalization;
using BatchNorm.Benefits;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Plotting.Benefits;
using BatchNorm.Plotting.Pairs;
using BatchNorm.Plotting.Sweeps;
using BatchNorm.Settings;
using BatchNorm.Training;
using static BatchNorm.Plotting.Sweeps.MadeSweeps;

namespace BatchNorm.Plotting;

/// <summary>The same picture and the same words wherever it is drawn: no decimal commas, no other thousands, no other signs.</summary>
public class EveryCultureTests
{
    private const string Filled = "importance, filled", TooFew = "importance, too few";

    public static TheoryData<string> Cases => [.. All.Keys];

    private static Dictionary<string, Func<TrainingPlot>> All { get; } = new()
    {
        ["heat map"] = () => SweepPlot.Of(Grid([0.01, 0.1, 1], [Activation.ReLU, Activation.Tanh], seeds: 2)),
        ["steps"] = () => SweepPlot.Of(Grid([0.01, 0.1], [Activation.ReLU])) with { Outcomes = [SweepOutcome.StepsWith, SweepOutcome.SuccessRateWith], Measurement = new() { Accuracy = 0.7 } },
        ["parallel coordinates"] = () => SweepPlot.Of(Grid([0.01, 0.1, 1], [Activation.ReLU, Activation.Tanh]), SweepPlotKind.ParallelCoordinates),
        [Filled] = () => SweepPlot.Of([.. Square(32).Skip(1)], SweepPlotKind.Importance),
        [TooFew] = () => SweepPlot.Of([.. from i in Enumerable.Range(1, 41) select Comparison(1 + (i % 37), scale: i)], SweepPlotKind.Importance),
        ["random search"] = () => SweepPlot.Of([.. from i in Enumerable.Range(1, 1200) select Comparison(i, scale: 1 + (i % 1100))]),
        ["pairs"] = () => PairPlot.Of(Grid([0.01], [Activation.ReLU], seeds: 5)),
        ["forest"] = () => PairPlot.Of(Grid([0.01, 0.1], [Activation.ReLU], seeds: 5)) with { Kind = PairPlotKind.Forest },
        ["groups"] = () => PairPlot.Of(GroupedRuns.Compared([.. GroupedRuns.Runs(Activation.ReLU, [0.8, 0.82, 0.9]), .. GroupedRuns.Runs(Activation.Tanh, [0.95, 0.96, 0.93])])),
        ["gradients"] = () => new TracePlot(TraceKinds.Gradient, [[Traced(true)]]),
        ["activations"] = () => ActivationPlot.Of([Traced(false)]),
        ["claims"] = () => new ClaimPlot([MadeClaims.Measure(
            [.. ((double[])[0.1, 1]).SelectMany(rate => MadeClaims.Rate(LessonClaimKind.Rates, rate, [.. Enumerable.Repeat((0.1 / rate, 0.951), 3)]))])]),
        ["losses"] = () => AccuracyPlot.Of([MadeUpRuns.Measured(MadeUpRuns.Run(true))]) with { Metric = CurveMetric.Loss, Zoom = true, Smoothing = 0.5 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_culture_reads_the_same(string name)
    {
        string told = Told(name, "");

        Assert.All((string[])["de-DE", "fa-IR", "sv-SE"], culture => Assert.Equal(told, Told(name, culture)));
    }

    [Theory]
    [InlineData(Filled, "1 of 1,024 combinations")]
    [InlineData(TooFew, "Of 1,517 combinations")]
    public void Thousands_have_commas(string name, string words) => Assert.Contains(words, Told(name, "de-DE"), StringComparison.Ordinal);

    private static string Told(string name, string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            TrainingPlot plot = All[name]();
            Figure figure = plot.Compose();
            return string.Join(
                '\n', [plot.Describe(), figure.Title, figure.Subtitle, .. figure.Rows.SelectMany(row => row).SelectMany(panel => panel.VerticalLabels.Prepend(panel.Title))]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<BatchNormComparison> Square(int side) =>
        from rate in Enumerable.Range(1, side) from scale in Enumerable.Range(1, side) select Comparison(rate / 100.0, scale: scale / 100.0, without: 1 / (rate + 1.5));

    private static TrainingRun Traced(bool batchNorm)
    {
        TrainingRun run = MadeUpRuns.Run(batchNorm);
        return run with
        {
            LayerSamples = [.. run.Samples.Select(sample => new LayerSample { Step = sample.Step, Layer = 1, GradientNorm = 1.5 / (1 + sample.Step) })],
            ActivationSamples = [.. run.Samples.Select(sample => new ActivationSample { Step = sample.Step, Layer = 1, Percentile15 = -1.5, Percentile50 = 0.25, Percentile85 = 1234.5 })],
        };
    }
}
