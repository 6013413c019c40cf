using System.Globalization;
using BatchNorm.Experiments;
using BatchNorm.Measurements;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>Measures an outcome: in one comparison, and over the comparisons of a cell.</summary>
internal abstract class OutcomeMeasure
{
    private protected OutcomeMeasure(string title, string inShort)
    {
        Title = title;
        InShort = inShort;
    }

    /// <summary>What it is called above a panel.</summary>
    public string Title { get; }

    /// <summary>What it is called beside a bar or above an axis.</summary>
    public string InShort { get; }

    /// <summary>What colours of the same kind are compared by: outcomes of the same scale share theirs.</summary>
    public abstract string ScaleName { get; }

    /// <summary>What its number is over several comparisons: "the mean".</summary>
    public abstract string NumberInWords { get; }

    /// <summary>What the spread is that is written with its number, behind that.</summary>
    /// <param name="overSettings">Whether the comparisons differ in more than their seeds.</param>
    public abstract string SpreadInWords(bool overSettings);

    /// <summary>Whether it is more or less than 0 by its nature.</summary>
    public virtual bool IsDifference => false;

    /// <summary>Numbers that its colours cover whatever the results are.</summary>
    public virtual IReadOnlyList<double> Ends => [];

    /// <summary>The least that lies between the ends of its colours: what is less is no difference to speak of.</summary>
    public abstract double LeastSpan { get; }

    /// <summary>The measure of an outcome.</summary>
    public static OutcomeMeasure Of(SweepOutcome outcome, MeasurementSettings settings) => outcome switch
    {
        SweepOutcome.AccuracyWithout => new AccuracyMeasure(withBatchNorm: false),
        SweepOutcome.AccuracyWith => new AccuracyMeasure(withBatchNorm: true),
        SweepOutcome.Difference => new DifferenceMeasure(settings),
        SweepOutcome.StepsWithout => new StepsMeasure(withBatchNorm: false, settings),
        SweepOutcome.StepsWith => new StepsMeasure(withBatchNorm: true, settings),
        SweepOutcome.SuccessRateWithout => new SuccessMeasure(withBatchNorm: false, settings),
        SweepOutcome.SuccessRateWith => new SuccessMeasure(withBatchNorm: true, settings),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There is no such outcome."),
    };

    /// <summary>Its number in one comparison, or null where it is not known.</summary>
    public abstract double? NumberOf(BatchNormComparison comparison);

    /// <summary>What it is over comparisons; there is at least one.</summary>
    /// <param name="comparisons">The comparisons.</param>
    /// <param name="overSettings">Whether they differ in more than their seeds.</param>
    public abstract Measured Over(IReadOnlyList<BatchNormComparison> comparisons, bool overSettings);

    /// <summary>A number of it as it is written.</summary>
    public abstract string Write(double value);

    /// <summary>The side of a comparison in words.</summary>
    private protected static string Side(bool withBatchNorm) => withBatchNorm ? "with" : "without";

    private protected static Outcome OutcomeOf(BatchNormComparison comparison, bool withBatchNorm) =>
        withBatchNorm ? Outcome.With(comparison) : Outcome.Without(comparison);

    private protected static int Diverged(IEnumerable<BatchNormComparison> comparisons, bool withBatchNorm) =>
        comparisons.Count(comparison => OutcomeOf(comparison, withBatchNorm).Run.Diverged);

    private protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
