using BatchNorm.Experiments;
using BatchNorm.Settings;

namespace BatchNorm.Claims;

/// <summary>Runs are the same as others, to the bit: the first as the first, the second as the second.</summary>
/// <param name="Expected">The others, in their order.</param>
public sealed record SameRunsClaim(IReadOnlyList<RunIdentity> Expected)
{
    /// <summary>Tests the claim with runs in their order.</summary>
    /// <exception cref="UntestableClaimException">Of a run it is not known which numbers it ended with.</exception>
    public ClaimResult Test(IReadOnlyList<RunIdentity> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Concat(Expected).FirstOrDefault(run => run.ParametersHash.Length == 0) is { } unknown)
            throw new UntestableClaimException($"It is not known which numbers this run ended with, as its hash is missing: {unknown.Name}. Keep all columns.");

        string? difference = runs.Count == Expected.Count ? Difference(runs) : $"{Runs(runs.Count)} cannot be the same as {Runs(Expected.Count)}.";
        return new ClaimResult
        {
            Passed = difference is null,
            Sentence = difference ?? $"{Runs(runs.Count)} {(runs.Count == 1 ? "is" : "are")} the same to the bit.",
            Count = runs.Count,
        };
    }

    private string? Difference(IReadOnlyList<RunIdentity> runs)
    {
        (RunIdentity Run, RunIdentity Expected)[] different = [.. runs.Zip(Expected).Where(pair => !pair.First.IsSameAs(pair.Second))];
        if (different.Length == 0)
            return null;

        (RunIdentity run, RunIdentity expected) = different[0];
        string ends = $"{ClaimText.Number(run.TestAccuracy)} ({Hash(run)}) against {ClaimText.Number(expected.TestAccuracy)} ({Hash(expected)})";
        return $"{different.Length} of {Runs(runs.Count)} not the same to the bit, first {run.Name}: test accuracy {ends}. {VectorWidths.Difference([run.VectorWidth, expected.VectorWidth])}".TrimEnd();
    }

    private static string Hash(RunIdentity run) => $"hash {HashText.Short(run.ParametersHash)}";

    private static string Runs(int count) => count == 1 ? "1 run" : $"{count} runs";
}
