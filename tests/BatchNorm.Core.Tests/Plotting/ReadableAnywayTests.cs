using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>Whatever runs hold, what comes out is a whole document with short numbers.</summary>
public class ReadableAnywayTests
{
    public static TheoryData<string> Cases => [.. All.Keys];

    private static Dictionary<string, Func<TrainingRun[]>> All { get; } = new()
    {
        ["one point"] = () => [MadeUpRuns.Measured(MadeUpRuns.Run(true, samples: 1) with { TrainingBatches = 1 })],
        ["no samples"] = () => [MadeUpRuns.Run(true) with { Samples = [], TrainingImages = 100 }],
        ["all diverged"] = () => [.. Enumerable.Range(1, 3).Select(seed => MadeUpRuns.Diverged(MadeUpRuns.Measured(MadeUpRuns.Run(false) with { Seed = seed })))],
        ["no finite number"] = () => [Flat(double.NaN, double.NaN)],
        ["infinite loss"] = () => [Flat(0.1, double.PositiveInfinity)],
        ["perfect"] = () => [Flat(1, 0)],
        ["hopeless"] = () => [Flat(0, 1e27)],
        ["no variance"] = () => [Flat(0.5, 0.6931471805599453), Flat(0.5, 0.6931471805599453) with { Seed = 2 }],
        ["no time"] = () => [MadeUpRuns.Run(true) with { TrainingImages = 55_000 }],
        ["names"] = () => [MadeUpRuns.Measured(MadeUpRuns.Run(true)) with { Name = "<b>&\u0001\u001b[31m\r\n\u202e\ud83d" }, MadeUpRuns.Measured(MadeUpRuns.Run(true)) with { Name = new string('x', 500) }],
        ["many"] = () => [.. Enumerable.Range(1, 200).Select(seed => MadeUpRuns.Measured(MadeUpRuns.Run(seed % 2 == 0, samples: 5)) with { Seed = seed, LearningRate = seed })],
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_metric_over_every_axis_is_a_whole_picture(string name)
    {
        TrainingRun[] runs = All[name]();
        foreach (CurveMetric metric in Enum.GetValues<CurveMetric>())
        {
            foreach ((ProgressAxis axis, AxisScale scale, bool zoom, BandKind band) in Choices)
            {
                AccuracyPlot plot = AccuracyPlot.Of(runs) with { Metric = metric, XAxis = axis, YScale = scale, Zoom = zoom, Band = band, ColorBy = zoom ? "LearningRate" : "" };

                string words = string.Concat(XDocument.Parse(Drawn(plot)).Descendants().Where(element => element.Name.LocalName is "text" or "desc").Select(element => element.Value + " "));

                Assert.DoesNotMatch("[0-9]{17}", words);
                Assert.DoesNotContain("NaN", words, StringComparison.Ordinal);
                Assert.All(plot.Compose().CurvePanels(), panel => Assert.InRange(panel.Axis.Maximum - panel.Axis.Minimum, double.Epsilon, double.MaxValue));
            }
        }
    }

    [Fact]
    public void A_thousand_curves_and_ten_thousand_comparisons_in_a_panel_are_a_picture()
    {
        BatchNormComparison small = BatchNormComparison.Of(MadeUpRuns.Run(false, samples: 3), MadeUpRuns.Run(true, samples: 3));
        BatchNormComparison[] comparisons = [.. Enumerable.Range(1, 10_000).Select(seed => small with
        {
            Seed = seed, WithBatchNorm = small.WithBatchNorm with { Seed = seed }, WithoutBatchNorm = small.WithoutBatchNorm with { Seed = seed },
        })];

        Assert.Contains("20,000 curves, ", AccuracyPlot.By(comparisons, [], []).Compose().Subtitle, StringComparison.Ordinal);
        Assert.Contains("1,000 curves, ", Drawn(AccuracyPlot.By(comparisons[..500], [], [])), StringComparison.Ordinal);
    }

    private static IEnumerable<(ProgressAxis Axis, AxisScale Scale, bool Zoom, BandKind Band)> Choices =>
    [
        (ProgressAxis.Step, AxisScale.Linear, false, BandKind.None),
        (ProgressAxis.Time, AxisScale.Log, false, BandKind.None),
        (ProgressAxis.Time, AxisScale.Linear, true, BandKind.Range),
        (ProgressAxis.Step, AxisScale.Log, true, BandKind.None),
    ];

    private static TrainingRun Flat(double accuracy, double loss)
    {
        TrainingRun run = MadeUpRuns.Measured(MadeUpRuns.Run(true));
        return run with
        {
            Samples = [.. run.Samples.Select(sample => sample with { Accuracy = accuracy, Loss = loss })],
            ValidationAccuracy = accuracy,
            Diverged = !double.IsFinite(loss),
        };
    }

    private static string Drawn(AccuracyPlot plot)
    {
        using var stream = new MemoryStream();
        AccessibleSvg.Write(plot, stream, TestContext.Current.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
