using System.Globalization;
using BatchNorm.Statistics;
using static System.FormattableString;

namespace BatchNorm.Benefits;

/// <summary>Effects in a few letters, as they stand in a table.</summary>
internal static class EffectText
{
    private const string OrMore = " or more";

    /// <summary>"× 6.9 (5.9..7.4)", "+0.12 (-0.04..0.28)"; what is beyond what was tried is told as "5+".</summary>
    public static string Of(Finding finding)
    {
        if (finding.Size is not { } size)
            return "";
        string sign = finding.Kind == EffectKind.Ratio ? "\u00d7 " : IsPositive(size.Low, finding) ? "+" : "";
        string interval = finding.Interval is { } found ? $" ({Text(found, finding)})" : "";
        return $"{sign}{Text(size, finding)}{interval}".Replace(OrMore, "+", StringComparison.Ordinal);
    }

    /// <summary>What is known of an effect: "6.9", "5 or more", "5..10".</summary>
    public static string Text(Bracket bracket, Finding finding) =>
        bracket.IsKnown ? Number(bracket.Low, finding) : Text(new Interval(bracket.Low, bracket.High), finding);

    /// <summary>An interval: "5.9..7.4", "5.9 or more".</summary>
    public static string Text(Interval interval, Finding finding) => !double.IsInfinity(interval.High)
        ? $"{Number(interval.Low, finding)}..{Number(interval.High, finding)}"
        : interval.Low == 0 ? "any" : $"{Number(interval.Low, finding)}{OrMore}";

    private static bool IsPositive(double value, Finding finding) => value > 0 && Number(value, finding).Any(letter => letter is >= '1' and <= '9');

    /// <summary>A quotient with two digits, or with all of its whole ones; a difference with as many behind the point as it is to have.</summary>
    private static string Number(double value, Finding finding)
    {
        if (finding.Kind == EffectKind.Ratio)
            return value >= 10 ? Invariant($"{value:N0}") : Invariant($"{value:G2}");
        string text = Math.Abs(value).ToString($"F{finding.Digits}", CultureInfo.InvariantCulture);
        return value < 0 && text.Any(letter => letter is >= '1' and <= '9') ? $"-{text}" : text;
    }
}
