using BatchNorm.Benefits;
using BatchNorm.Experiments;

namespace BatchNorm.Plotting.Benefits;

/// <summary>What of a claim is shown: its title, its axes and its two sides.</summary>
internal static class ClaimPanel
{
    /// <summary>The mean accuracy from which a point is one of those that the axis is made for.</summary>
    private const double Learned = 0.9;

    /// <summary>From 0 to 1, with room for marks at both ends.</summary>
    private static readonly ValueAxis Shares = ValueAxis.Share with { Minimum = -0.04, Maximum = 1.04 };

    /// <summary>What is shown over what, in short, where panels stand side by side.</summary>
    public static string Shown(LessonClaimKind kind) => kind switch
    {
        LessonClaimKind.Speed => "share that got there, by step",
        LessonClaimKind.Rates => "share that learns, by learning rate",
        LessonClaimKind.Weights => "share that learns, by weight scale",
        LessonClaimKind.Activations => "share that learns",
        LessonClaimKind.Depth => "share that learns, by hidden layers",
        LessonClaimKind.Regularization => "gap in points, by seed",
        _ => "test accuracy, not from 0, by rate",
    };

    /// <summary>What stands along the horizontal axis of a claim.</summary>
    public static string HorizontalTitle(LessonClaimKind kind) => kind switch
    {
        LessonClaimKind.Speed => "Training steps",
        LessonClaimKind.Rates or LessonClaimKind.Results => "Learning rate",
        LessonClaimKind.Weights => "Standard deviation of the initial weights",
        LessonClaimKind.Activations => "Activation function",
        LessonClaimKind.Depth => "Hidden layers",
        _ => "Seed",
    };

    /// <summary>What stands along the vertical axis of a claim.</summary>
    public static string VerticalTitle(LessonClaimKind kind) => kind switch
    {
        LessonClaimKind.Speed => "Share of seeds that got there",
        LessonClaimKind.Regularization => "Gap in points",
        LessonClaimKind.Results => "Mean test accuracy (axis not from 0; lower ones at its end)",
        _ => "Share of seeds that learn",
    };

    /// <summary>The panel of a claim.</summary>
    /// <param name="measurement">What was measured.</param>
    /// <param name="title">What stands above it.</param>
    public static PointPanel Of(LessonClaimMeasurement measurement, string title) => Kind(measurement) switch
    {
        LessonClaimKind.Speed => new(title, [], Shares, [Reached(measurement, withBatchNorm: false), Reached(measurement, withBatchNorm: true)]),
        LessonClaimKind.Regularization => OverSeeds(measurement, title),
        LessonClaimKind.Results => OverValues(measurement, title, Accuracy),
        _ => OverValues(measurement, title, Share),
    };

    /// <summary>Which of the claims it is.</summary>
    public static LessonClaimKind Kind(LessonClaimMeasurement measurement) => Enum.Parse<LessonClaimKind>(measurement.Name);

    /// <summary>The share of seeds that have reached the accuracy, over the steps: a stair that goes on to the last step that any of them took.</summary>
    private static PointSeries Reached(LessonClaimMeasurement measurement, bool withBatchNorm)
    {
        double[] steps = [.. measurement.Pairs.Select(pair => withBatchNorm ? pair.With : pair.Without).OfType<double>().Order()];
        double end = measurement.Pairs.SelectMany(pair => new[] { pair.Without, pair.With }).OfType<double>().Append(1).Max();
        var points = new List<PlottedPoint> { new(0, 0) };
        for (int i = 0; i < steps.Length; i++)
        {
            points.Add(new(steps[i], (double)i / measurement.Count));
            points.Add(new(steps[i], (double)(i + 1) / measurement.Count));
        }

        points.Add(new(end, points[^1].Y));
        return new PointSeries(withBatchNorm, points);
    }

    private static PointPanel OverValues(LessonClaimMeasurement measurement, string title, Func<LessonClaimPoint, bool, double, PlottedPoint> point)
    {
        PointSeries[] series =
        [
            .. ((bool[])[false, true]).Select(side => new PointSeries(side, [.. measurement.Points.Select((value, i) => point(value, side, i))])),
        ];
        string[] values = [.. measurement.Points.Select(value => value.Value)];
        if (Kind(measurement) != LessonClaimKind.Results)
            return new PointPanel(title, values, Shares, series) { IsJoined = Kind(measurement) != LessonClaimKind.Activations };

        ValueAxis axis = Covering([.. series.SelectMany(one => one.Points)]);
        return new PointPanel(title, values, axis, [.. series.Select(one => one with { Points = [.. one.Points.Select(each => each.AtLeast(axis.Minimum))] })]);
    }

    private static PointPanel OverSeeds(LessonClaimMeasurement measurement, string title)
    {
        PointSeries[] series =
        [
            new(false, [.. measurement.Pairs.Select((pair, i) => new PlottedPoint(i, pair.Without ?? 0))]),
            new(true, [.. measurement.Pairs.Select((pair, i) => new PlottedPoint(i, pair.With ?? 0))]),
        ];
        ValueAxis axis = ValueAxis.Covering(series.SelectMany(one => one.Points).Select(point => point.Y).Append(0));
        return new PointPanel(title, [.. measurement.Pairs.Select(pair => FormattableString.Invariant($"{pair.Seed}"))], axis, series) { IsJoined = false };
    }

    /// <summary>
    /// Over the points that learned, with their intervals: differences of accuracies near 1 are too small for an axis from 0. What did not learn stands at
    /// the lower end. Over all where none did.
    /// </summary>
    private static ValueAxis Covering(IReadOnlyList<PlottedPoint> points)
    {
        PlottedPoint[] learned = [.. points.Where(point => point.Y >= Learned)];
        return ValueAxis.Covering((learned.Length > 0 ? learned : points).SelectMany(point => new[]
        {
            point.Y, Math.Max(point.Low ?? point.Y, Math.Min(point.Y, Learned)), point.High ?? point.Y,
        }));
    }

    private static PlottedPoint Share(LessonClaimPoint point, bool withBatchNorm, double x) => withBatchNorm
        ? new(x, (double)point.LearnedWith / point.Count, point.ShareLowWith, point.ShareHighWith)
        : new(x, (double)point.LearnedWithout / point.Count, point.ShareLowWithout, point.ShareHighWithout);

    private static PlottedPoint Accuracy(LessonClaimPoint point, bool withBatchNorm, double x) => withBatchNorm
        ? new(x, point.MeanWith, point.MeanLowWith, point.MeanHighWith)
        : new(x, point.MeanWithout, point.MeanLowWithout, point.MeanHighWithout);
}
