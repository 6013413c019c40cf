using System.Globalization;

namespace BatchNorm.Reporting;

/// <summary>The numbers of a report in words, the same in every culture.</summary>
internal static class Words
{
    /// <summary>What a cell says where there is nothing to say.</summary>
    public const string Nothing = "\u2014";

    /// <summary>An accuracy or another share, as "0.9507".</summary>
    public static string Share(double? share) => share?.ToString("0.0000", CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>A number as it was given, as "0.9".</summary>
    public static string Plain(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A rate of success, as "0.90".</summary>
    public static string Rate(double rate) => rate.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A difference of shares with its sign, as "+0.1332".</summary>
    public static string Difference(double difference) =>
        difference.ToString("+0.0000;\u22120.0000;0.0000", CultureInfo.InvariantCulture);

    /// <summary>An interval of shares, as "0.8010 to 0.8333", or null where there is none.</summary>
    public static string? Interval(double? low, double? high) =>
        low is { } from && high is { } to ? $"{Share(from)} to {Share(to)}" : null;

    /// <summary>An interval of rates, as "0.49 to 0.94", or null where there is none.</summary>
    public static string? RateInterval(double? low, double? high) =>
        low is { } from && high is { } to ? $"{Rate(from)} to {Rate(to)}" : null;

    /// <summary>An interval of differences, as "−0.0010 to +0.0234", or null where there is none.</summary>
    public static string? DifferenceInterval(double? low, double? high) =>
        low is { } from && high is { } to ? $"{Difference(from)} to {Difference(to)}" : null;

    /// <summary>A p value, as "0.002".</summary>
    public static string P(double? p) => p switch
    {
        null => Nothing,
        < 0.0005 => "below 0.001",
        _ => p.Value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    /// <summary>A number of steps, as "1,150" or "975.5".</summary>
    public static string Steps(double steps) => steps.ToString("#,0.#", CultureInfo.InvariantCulture);

    /// <summary>A whole number, as "2,000".</summary>
    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A seed: a name made of digits, without separators.</summary>
    public static string Seed(int seed) => seed.ToString("0;\u22120", CultureInfo.InvariantCulture);

    /// <summary>A share in percent, as "95 %".</summary>
    public static string Percent(double share) => share.ToString("0.##%", CultureInfo.InvariantCulture).Replace("%", "\u00a0%", StringComparison.Ordinal);

    /// <summary>So many of a thing, as "1 seed" or "2,000 seeds".</summary>
    public static string Many(int count, string thing) => Many(count, thing, $"{thing}s");

    /// <summary>So many of a thing whose plural has an ending of its own.</summary>
    public static string Many(int count, string thing, string things) => $"{Number(count)} {(count == 1 ? thing : things)}";
}
