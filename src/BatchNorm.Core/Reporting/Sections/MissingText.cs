using BatchNorm.Experiments;
using BatchNorm.Measurements;

namespace BatchNorm.Reporting.Sections;

/// <summary>What of an experiment is not there, in words.</summary>
internal static class MissingText
{
    private const int MostLetters = 200;

    /// <summary>As in a row of a table; null where nothing is missing.</summary>
    public static string? InShort(IReadOnlyList<MissingComparison> missing)
    {
        if (missing.Count == 0)
            return null;
        int failed = missing.Count(one => one.Failure is not null);
        return $"{Seeds(missing)} missing: {(failed == 0 ? "not done yet" : failed == missing.Count ? "failed" : $"{failed} failed, the others are not done yet")}";
    }

    /// <summary>In sentences, with what went wrong; empty where nothing is missing.</summary>
    public static string InFull(IReadOnlyList<MissingComparison> missing)
    {
        MissingComparison[] waiting = [.. missing.Where(one => one.Failure is null)];
        IEnumerable<string> sentences = missing.Where(one => one.Failure is not null).GroupBy(one => one.Failure!)
            .Select(failed => $"{Seeds([.. failed])} failed: {Cut(failed.Key)}")
            .Prepend(waiting.Length == 0 ? "" : $"{Seeds(waiting)} {(waiting.Length == 1 ? "is" : "are")} not done yet.");
        return string.Join(' ', sentences.Where(sentence => sentence.Length > 0).Select(sentence => $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}"));
    }

    private static string Seeds(IReadOnlyList<MissingComparison> missing)
    {
        string seeds = SeedText.Of(missing.Select(one => one.Experiment.Seed));
        return seeds.Length > ReportLimits.SeedText ? Words.Many(missing.Count, "seed") : $"{(missing.Count == 1 ? "seed" : "seeds")} {seeds}";
    }

    private static string Cut(string message) => message.Length > MostLetters ? $"{message[..MostLetters]}\u2026" : message;
}
