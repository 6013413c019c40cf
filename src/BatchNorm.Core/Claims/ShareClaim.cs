using BatchNorm.Measurements;
using BatchNorm.Statistics;

namespace BatchNorm.Claims;

/// <summary>
/// So many of the runs do something. It is the share among the runs at hand that counts; its interval (Wilson's) says how far it stands for
/// all runs there could be.
/// </summary>
/// <param name="Share">The least share of runs, 0 to 1.</param>
/// <param name="WithBatchNorm">Whether it is said of the runs with batch normalization, or of those without.</param>
/// <param name="ConfidenceLevel">The probability with which the interval holds the share, between 0 and 1.</param>
public abstract record ShareClaim(double Share, bool WithBatchNorm, double ConfidenceLevel) : Claim
{
    /// <inheritdoc/>
    public sealed override ClaimResult Test(ComparisonGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        group.Dataset(); // which refuses a mixture
        Outcome[] outcomes = [.. group.Distinct().Select(pair => WithBatchNorm ? Outcome.With(pair) : Outcome.Without(pair))];
        bool?[] did = [.. outcomes.Select(Did)];
        if (did.Contains(null))
            throw new UntestableClaimException($"Without their samples, comparisons do not know which runs {Deed}: keep them with Export-Clixml. {group.Described}.");

        var counted = new ShareEstimate(did.Count(done => done is true), outcomes.Length);
        Interval? interval = counted.Total > 1 ? counted.Interval(ConfidenceLevel) : null;
        string side = WithBatchNorm ? "with batch normalization" : "without batch normalization";
        string wanted = Share == 1 ? "all are to" : $"a share of {ClaimText.Number(Share)} is to";
        string sentence = $"{counted.Count} of {counted.Total} runs {side} {Deed}, and {wanted}: "
            + $"n = {counted.Total}, share {ClaimText.Number(counted.Share)}, {ClaimText.Of(interval, ConfidenceLevel)}.";
        return Result(group, counted.Share >= Share, sentence, counted.Total, counted.Share, interval, ConfidenceLevel);
    }

    /// <summary>What the runs do, as the end of "so many runs...".</summary>
    protected abstract string Deed { get; }

    /// <summary>Whether a run did it, or null where that is not known.</summary>
    private protected abstract bool? Did(Outcome outcome);
}
