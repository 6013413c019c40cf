using System.Globalization;

namespace BatchNorm.Reporting;

/// <summary>The numbers of a report in words, the same in every culture.</summary>
internal static class Words
{
    /// <summary>What a cell says where there is nothing to say.</summary>
    public const string Nothing = "\u2014";

    /// <summary>What a cell says where there is something to say that the results do not tell.</summary>
    public const string NotKnown = "not known";

    private const double LongestPlain = 1000, ShortestPlain = 0.0001;

    /// <summary>An accuracy or another share, as "0.9507".</summary>
    public static string Share(double? share) => share?.ToString("0.0000", CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>A loss, as "0.6931"; a very large or very small one as "1.35e12".</summary>
    public static string Loss(double? loss) => loss switch
    {
        null => Nothing,
        double.PositiveInfinity => "\u221e",
        >= LongestPlain or (> 0 and < ShortestPlain) => loss.Value.ToString("0.00e0", CultureInfo.InvariantCulture),
        _ => loss.Value.ToString("0.0000", CultureInfo.InvariantCulture),
    };

    /// <summary>A time in seconds, as "0.42", "12.3" or "1,234".</summary>
    public static string Seconds(double? seconds) => seconds?.ToString(
        Math.Abs(seconds.Value) switch { < 10 => "0.00", < 100 => "0.0", < 1e9 => "#,0", _ => "0.00e0" }, CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>Seeds as they were given, as "1..20"; of a long list how many there are, and its ends.</summary>
    public static string Seeds(ReportGroup group) => group.Seeds.Length > ReportLimits.SeedText
        ? $"{Number(group.Comparisons.Count)} from {Seed(group.Comparisons.Min(one => one.Seed))} to {Seed(group.Comparisons.Max(one => one.Seed))}"
        : group.Seeds;

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

    /// <summary>A median number of steps to an accuracy; of runs that were sampled at their first step only it cannot be told.</summary>
    public static string MedianSteps(ReportGroup group, double? median, int? reached) =>
        reached is null || group.Comparisons.All(comparison => comparison.TrainingBatches <= comparison.BatchesPerSample) ? NotKnown
        : median is { } steps ? Steps(steps)
        : "not reached";

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
