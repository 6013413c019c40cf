using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>How one kind of trace is drawn and told.</summary>
/// <param name="Title">The heading of a plot that was given none.</param>
/// <param name="VerticalTitle">What stands along the vertical axes.</param>
/// <param name="Lines">What its lines and bands are, in words.</param>
/// <param name="Scale">Linear, logarithmic, or a share.</param>
/// <param name="RowsOf">The rows of some runs.</param>
internal sealed record TraceLook(
    string Title, string VerticalTitle, string Lines, TraceScale Scale, Func<IReadOnlyList<TrainingRun>, IReadOnlyList<TraceRow>> RowsOf)
{
    /// <summary>How a kind is drawn.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none, several, or that of activations, which have a plot of their own.</exception>
    public static TraceLook Of(TraceKinds kind) => kind switch
    {
        TraceKinds.Gradient => new(
            "Gradients of the Weights During Training", "Gradient norm", "L2 norm of the gradient", TraceScale.Logarithmic,
            Layers(sample => sample.GradientNorm is { } norm ? new(sample.Step, norm) : null)),
        TraceKinds.DeadUnits => new(
            "Dead Units During Training", "Share", "share of dead units, and faint that of flat slopes", TraceScale.Share,
            Layers(sample => sample.DeadUnits is { } dead ? new(sample.Step, dead, Faint: sample.FlatSlopes) : null)),
        TraceKinds.Gamma => new(
            "Gamma During Training", "Gamma", "mean gamma, and a band from the least to the greatest", TraceScale.Linear,
            Layers(sample => sample.GammaMean is { } mean ? new(sample.Step, mean, sample.GammaLeast, sample.GammaGreatest) : null)),
        TraceKinds.Statistics => new(
            "Batch and Population Statistics During Training", "Distance", "distance of the means, and faint that of the variances", TraceScale.Logarithmic,
            Layers(sample => sample.MeanDistance is { } means ? new(sample.Step, means, Faint: sample.VarianceDistance) : null)),
        TraceKinds.Landscape => new(
            "The Loss Along Its Gradient", "Along the gradient", "at 1/2 to 4 times the learning rate along the gradient", TraceScale.Logarithmic,
            _ =>
            [
                Ahead("loss", sample => new(sample.Step, sample.Loss, sample.LeastLoss, sample.GreatestLoss)),
                Ahead("change of gradient", sample => new(sample.Step, sample.GreatestGradientChange, sample.LeastGradientChange, sample.GreatestGradientChange)),
                Ahead("effective smoothness", sample => new(sample.Step, sample.Smoothness)),
            ]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no one picture of that."),
    };

    /// <summary>Whether a run has anything of it.</summary>
    public bool IsIn(TrainingRun run) => RowsOf([run]).Any(row => row.Points(run).Count > 0);

    private static Func<IReadOnlyList<TrainingRun>, IReadOnlyList<TraceRow>> Layers(Func<LayerSample, TracePoint?> point) => runs =>
    [
        .. runs.SelectMany(run => run.LayerSamples).Where(sample => point(sample) is not null).Select(sample => sample.Layer).Distinct().Order()
            .Select(layer => new TraceRow(
                run => layer == HiddenLayers(run) + 1 ? "output layer" : $"layer {layer}",
                run => [.. run.LayerSamples.Where(sample => sample.Layer == layer).Select(point).OfType<TracePoint>().OrderBy(one => one.Step)])),
    ];

    private static TraceRow Ahead(string name, Func<LandscapeSample, TracePoint> point) =>
        new(_ => name, run => [.. run.LandscapeSamples.Select(point).OrderBy(one => one.Step)]);

    private static int HiddenLayers(TrainingRun run) =>
        new[] { run.FeatureMaps, run.HiddenLayer }.Sum(widths => widths.Length == 0 ? 0 : widths.Count(sign => sign == ',') + 1);
}
