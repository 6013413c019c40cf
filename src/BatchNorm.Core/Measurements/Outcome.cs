using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Measurements;

/// <summary>What came of one side of a comparison.</summary>
/// <param name="TestAccuracy">The share of test images predicted right, 0 to 1.</param>
/// <param name="StepsTo90">The step at which validation accuracy first reached 90 %, or null where it never did.</param>
/// <param name="ParametersHash">The hash of all numbers the network ended with; empty where it is not known.</param>
/// <param name="Run">The run; without samples where the comparison came from a table, which has no room for them.</param>
internal sealed record Outcome(double TestAccuracy, int? StepsTo90, string ParametersHash, TrainingRun Run)
{
    private const double AccuracyOfStepsTo90 = 0.9;

    /// <summary>Whether the run is there, and not only its numbers: every run has a sample of its first step.</summary>
    public bool HasRun => Run.Samples.Length > 0;

    public static Outcome Without(BatchNormComparison comparison) =>
        new(comparison.TestAccuracyWithout, comparison.StepsTo90Without, comparison.FinalParametersHashWithout, comparison.WithoutBatchNorm);

    public static Outcome With(BatchNormComparison comparison) =>
        new(comparison.TestAccuracyWith, comparison.StepsTo90With, comparison.FinalParametersHashWith, comparison.WithBatchNorm);

    /// <summary>Whether it ended well: a network that diverged answers one class to everything, however often that is right.</summary>
    public bool IsSuccess(double threshold) => !Run.Diverged && TestAccuracy >= threshold;

    /// <summary>Whether it is known when, if ever, an accuracy was reached.</summary>
    public bool KnowsStepsTo(double accuracy) => HasRun || accuracy == AccuracyOfStepsTo90;

    /// <summary>The step at which validation accuracy first reached a value, or null where it never did.</summary>
    public int? StepsTo(double accuracy) => HasRun ? Run.StepsTo(accuracy) : StepsTo90;

    /// <summary>Whether two runs of one seed came out the same: to the bit where both know their last parameters, else as far as can be seen.</summary>
    public bool IsRepeatedBy(Outcome other) =>
        TestAccuracy.Equals(other.TestAccuracy)
        && StepsTo90 == other.StepsTo90
        && (ParametersHash.Length > 0 && other.ParametersHash.Length > 0
            ? ParametersHash == other.ParametersHash
            : !HasRun || !other.HasRun || Curve().SequenceEqual(other.Curve()));

    private IEnumerable<(int Step, double Accuracy)> Curve() => Run.Samples.Select(sample => (sample.Step, sample.Accuracy));
}
