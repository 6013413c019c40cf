using BatchNorm.Training;
using ScottPlot;

namespace BatchNorm.Plotting;

public class CurveTests
{
    [Fact]
    public void Every_sample_is_a_point_where_they_are_few()
    {
        TrainingRun run = MadeUpRuns.Run(true);

        IReadOnlyList<Coordinates> points = Visible(run);

        Assert.Equal(run.Samples.Select(sample => (double)sample.Step), points.Select(point => point.X));
        Assert.Equal(run.Samples.Select(sample => sample.Accuracy), points.Select(point => point.Y));
    }

    [Fact]
    public void Of_samples_too_many_to_be_seen_the_ends_and_the_extremes_stay()
    {
        TrainingRun run = With(With(MadeUpRuns.Run(true, samples: 10_000), 7_777, 0.01), 2_222, 0.99);

        IReadOnlyList<Coordinates> points = Visible(run);

        Assert.InRange(points.Count, 200, 404);
        Assert.Equal(0, points[0].X);
        Assert.Equal(9_999 * 50, points[^1].X);
        Assert.Contains(new Coordinates(7_777 * 50, 0.01), points);
        Assert.Contains(new Coordinates(2_222 * 50, 0.99), points);
        Assert.Equal(points.OrderBy(point => point.X), points);
    }

    [Fact]
    public void Accuracies_that_are_no_numbers_are_left_out()
    {
        Assert.Equal(39, Visible(With(MadeUpRuns.Run(true), 3, double.NaN)).Count);
    }

    [Theory]
    [InlineData(0.05, true)]
    [InlineData(0.5, true)]
    [InlineData(0.95, false)]
    public void A_line_enters_a_rectangle_it_crosses_though_it_has_no_point_inside(double bottom, bool enters)
    {
        Coordinates[] line = [new(0, 0), new(10, 1)];
        var rectangle = new CoordinateRect(left: 4, right: 6, bottom, bottom + 0.4);

        Assert.Equal(enters, Curve.Enters(line, rectangle));
    }

    [Fact]
    public void A_single_point_enters_the_rectangle_it_lies_in()
    {
        var rectangle = new CoordinateRect(left: 0, right: 1, bottom: 0, top: 0.5);

        Assert.True(Curve.Enters([new Coordinates(0.5, 0.2)], rectangle));
        Assert.False(Curve.Enters([new Coordinates(0.5, 0.7)], rectangle));
        Assert.False(Curve.Enters([new Coordinates(1.5, 0.2)], rectangle));
    }

    private static IReadOnlyList<Coordinates> Visible(TrainingRun run) => Curve.Visible(
        Curve.Through(run.Samples.Select(sample => sample.Step), run.Samples.Select(sample => sample.Accuracy)), columns: 100);

    /// <summary>The run with another accuracy in one of its samples.</summary>
    private static TrainingRun With(TrainingRun run, int place, double accuracy) => run with
    {
        Samples = [.. run.Samples.Select((sample, i) => i == place ? sample with { Accuracy = accuracy } : sample)],
    };
}
