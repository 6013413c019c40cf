using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Claims;

/// <summary>What one run ended with: two runs are the same where it is.</summary>
/// <param name="Name">Which run it is, for people.</param>
/// <param name="ParametersHash">The SHA-256 of all numbers the network ended with; empty where it is not known.</param>
/// <param name="TestAccuracy">The share of test images predicted right, 0 to 1.</param>
/// <param name="VectorWidth">The bits of the vectors it was computed with, or null where the engine does not tell.</param>
public sealed record RunIdentity(string Name, string ParametersHash, double TestAccuracy, int? VectorWidth)
{
    /// <summary>What a run ended with.</summary>
    public static RunIdentity Of(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunIdentity($"{run.Name}, seed {run.Seed}", run.FinalParametersHash, run.TestAccuracy, run.VectorWidth);
    }

    /// <summary>What both runs of a comparison ended with; the runs themselves may be missing, as in the row of a table.</summary>
    public static IReadOnlyList<RunIdentity> Of(BatchNormComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return
        [
            new($"without batch normalization, seed {comparison.Seed}", comparison.FinalParametersHashWithout, comparison.TestAccuracyWithout, comparison.VectorWidth),
            new($"with batch normalization, seed {comparison.Seed}", comparison.FinalParametersHashWith, comparison.TestAccuracyWith, comparison.VectorWidth),
        ];
    }

    /// <summary>Whether both ended with the same numbers, to the bit, and with the same accuracy.</summary>
    public bool IsSameAs(RunIdentity other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ParametersHash == other.ParametersHash && TestAccuracy == other.TestAccuracy;
    }
}
