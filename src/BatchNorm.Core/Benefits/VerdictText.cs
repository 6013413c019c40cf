using BatchNorm.Measurements;

namespace BatchNorm.Benefits;

/// <summary>Verdicts in words.</summary>
internal static class VerdictText
{
    /// <summary>"holds", "does not hold", "cannot be told".</summary>
    public static string Of(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Holds => "holds",
        ClaimVerdict.DoesNotHold => "does not hold",
        _ => "cannot be told",
    };

    /// <summary>The verdict and what it rests on, in whole sentences.</summary>
    public static string Of(Finding finding, ClaimVerdict verdict, ClaimGrid grid)
    {
        string why = finding.Obstacle.Length > 0 ? $"{Capital(finding.Obstacle)}." : finding.Sentence;
        string leftOut = grid.LeftOut.Count == 0 ? "" : $" Left out: seed {SeedText.Of(grid.LeftOut)}, which lacks a part of the grid.";
        return $"{Capital(Of(verdict))}. {why}{Open(finding, verdict)}{leftOut}";
    }

    /// <summary>Why an interval that is there does not tell.</summary>
    private static string Open(Finding finding, ClaimVerdict verdict)
    {
        if (verdict != ClaimVerdict.CannotBeTold || finding.Obstacle.Length > 0)
            return "";
        return finding.Interval is null
            ? $" {Pairs(finding.Count)} {(finding.Count == 1 ? "has" : "have")} no interval at this confidence: repeat the comparisons with more seeds."
            : $" The interval leaves both open, that the side with batch normalization is ahead and that it is not.";
    }

    private static string Pairs(int count) => count == 1 ? "One pair" : $"{count} pairs";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
