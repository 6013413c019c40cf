using System.Globalization;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>What is drawn of a training: its words, its bounds and where its numbers come from.</summary>
internal sealed record PlottedMetric
{
    private static readonly PlottedMetric Accuracy = new()
    {
        Name = "validation accuracy",
        Heading = AccuracyPlot.DefaultTitle,
        Greatest = 1,
        At = sample => sample.Accuracy,
        AfterLastStep = run => run.ValidationAccuracy,
    };

    private static readonly PlottedMetric Error = new()
    {
        Name = "validation error",
        Heading = "Validation Error During Training",
        Greatest = 1,
        At = sample => 1 - sample.Accuracy,
        AfterLastStep = run => 1 - run.ValidationAccuracy,
    };

    private static readonly PlottedMetric Loss = new()
    {
        Name = "validation loss",
        Heading = "Validation Loss During Training",
        Greatest = double.PositiveInfinity,
        At = sample => sample.Loss,
    };

    private PlottedMetric()
    {
    }

    /// <summary>What it is called within a sentence.</summary>
    public required string Name { get; init; }

    /// <summary>The heading of a plot that was given none.</summary>
    public required string Heading { get; init; }

    /// <summary>What the vertical axis is called.</summary>
    public string AxisTitle => char.ToUpperInvariant(Name[0]) + Name[1..];

    /// <summary>The greatest value there can be; the least is 0.</summary>
    public required double Greatest { get; init; }

    /// <summary>Whether it is a share of images.</summary>
    public bool IsShare => Greatest == 1;

    /// <summary>Its value at a sample.</summary>
    public required Func<AccuracySample, double> At { get; init; }

    /// <summary>Its value after the last step, where runs know it whether or not a sample was taken there; else null.</summary>
    public Func<TrainingRun, double>? AfterLastStep { get; init; }

    /// <summary>Where the last value that is known of a run stands, in words.</summary>
    public string End => AfterLastStep is null ? "at the last sample" : "after the last step";

    /// <summary>What a metric is.</summary>
    public static PlottedMetric Of(CurveMetric metric) => metric switch
    {
        CurveMetric.Accuracy => Accuracy,
        CurveMetric.Error => Error,
        CurveMetric.Loss => Loss,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "There is no such metric."),
    };

    /// <summary>The last value that is known of a run; NaN where there is none.</summary>
    public double Last(TrainingRun run) => AfterLastStep?.Invoke(run) ?? (run.Samples.Length == 0 ? double.NaN : At(run.Samples.MaxBy(sample => sample.Step)!));

    /// <summary>A value in a legend or a sentence: three decimals, and powers of ten where those are too many or too few.</summary>
    public string Number(double value) =>
        !double.IsFinite(value) ? "no finite number"
        : value.ToString(IsShare || value is 0 or (>= 1e-3 and < 1e4) ? "0.000" : "0.00e0", CultureInfo.InvariantCulture);
}
