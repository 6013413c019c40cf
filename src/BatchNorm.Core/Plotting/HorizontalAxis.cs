using System.Globalization;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>A horizontal axis: how the progress of trainings is counted, and the words and numbers along it.</summary>
internal sealed record HorizontalAxis
{
    private const double SecondsUpTo = 120, MinutesUpTo = 120 * 60;

    /// <summary>Training steps.</summary>
    public static HorizontalAxis Steps { get; } = new()
    {
        Title = "Training steps",
        Words = "over the training steps",
        WholeNumbers = true,
        At = (_, sample) => sample.Step,
        AfterLastStep = run => run.TrainingBatches - 1,
        Length = run => run.TrainingBatches,
    };

    /// <summary>What stands below the axis.</summary>
    public required string Title { get; init; }

    /// <summary>The same within a sentence.</summary>
    public required string Words { get; init; }

    /// <summary>Whether only whole numbers are written along it.</summary>
    public bool WholeNumbers { get; init; }

    /// <summary>Where a sample of a run lies.</summary>
    public required Func<TrainingRun, AccuracySample, double> At { get; init; }

    /// <summary>Where the state after a run's last step lies.</summary>
    public required Func<TrainingRun, double> AfterLastStep { get; init; }

    /// <summary>How far the axis goes for a run.</summary>
    public required Func<TrainingRun, double> Length { get; init; }

    /// <summary>The axis that some runs are drawn over.</summary>
    /// <exception cref="PlotException">A run does not know what it needs.</exception>
    public static HorizontalAxis Of(ProgressAxis axis, IReadOnlyList<TrainingRun> runs) => axis switch
    {
        ProgressAxis.Step => Steps,
        ProgressAxis.Time => OfTime(runs.Max(run => run.Duration.TotalSeconds)),
        ProgressAxis.Epoch => OfEpochs(runs),
        _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, "There is no such axis."),
    };

    /// <summary>A number along the axis.</summary>
    public string Label(double value) => value.ToString(WholeNumbers ? "N0" : "#,0.########", CultureInfo.InvariantCulture);

    private static HorizontalAxis OfTime(double longest)
    {
        (string unit, double seconds) = longest < SecondsUpTo ? ("s", 1) : longest < MinutesUpTo ? ("min", 60) : ("h", 3600);
        return new HorizontalAxis
        {
            Title = $"Training time ({unit})",
            Words = $"over the training time ({unit})",
            At = (_, sample) => sample.Elapsed.TotalSeconds / seconds,
            AfterLastStep = run => run.Duration.TotalSeconds / seconds,
            Length = run => run.Duration.TotalSeconds / seconds,
        };
    }

    // After step i, counted from 0, i + 1 batches were seen.
    private static HorizontalAxis OfEpochs(IReadOnlyList<TrainingRun> runs)
    {
        if (runs.FirstOrDefault(run => run.TrainingImages is null) is { } old)
        {
            throw new PlotException(
                $"The run '{old.Name}' ({RunSettings.Complete([old])}) does not know how many images it was trained on, by which epochs are counted: "
                + "an older version kept it. Draw it over its steps or its time, or train it again.");
        }

        return new HorizontalAxis
        {
            Title = "Epochs",
            Words = "over the epochs",
            At = (run, sample) => Epochs(run, sample.Step + 1.0),
            AfterLastStep = run => Epochs(run, run.TrainingBatches),
            Length = run => Epochs(run, run.TrainingBatches),
        };
    }

    private static double Epochs(TrainingRun run, double batches) => batches * run.BatchSize / run.TrainingImages!.Value;
}
