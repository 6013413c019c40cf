using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Reporting.Html;

namespace BatchNorm.Reporting.Sections;

/// <summary>What the report says, in a few sentences that its numbers write.</summary>
internal static class SummarySection
{
    public static XElement Of(BatchNormReport report)
    {
        ReportGroup[] measured = [.. report.Groups.Where(group => group.Measurement is not null)];
        return Section.Of(
            "summary", "Summary",
            new XElement(
                "ul",
                new[]
                {
                    Outcome(measured), Certainty(measured, report.Settings), Greatest(measured), Pairing(measured), Divergence(measured),
                    Problems(report),
                }
                .Where(sentence => sentence.Length > 0).Select(sentence => new XElement("li", sentence))));
    }

    private static string Outcome(ReportGroup[] measured)
    {
        int higher = measured.Count(group => group.Measurement!.Difference > 0);
        int lower = measured.Count(group => group.Measurement!.Difference < 0);
        string equal = higher + lower < measured.Length ? $", equal in {measured.Length - higher - lower}" : "";
        return measured.Length == 0
            ? ""
            : $"Mean test accuracy is higher with batch normalization in {higher} of {Words.Many(measured.Length, "experiment")}"
                + $"{(lower > 0 ? $", lower in {lower}" : "")}{equal}.";
    }

    /// <summary>How many differences chance alone would hardly make; one seed cannot tell.</summary>
    private static string Certainty(ReportGroup[] measured, MeasurementSettings settings)
    {
        BatchNormMeasurement[] repeated = [.. measured.Select(group => group.Measurement!).Where(measurement => measurement.Count > 1)];
        string single = repeated.Length < measured.Length
            ? $"{Words.Many(measured.Length - repeated.Length, "experiment")} ran with one seed only, which has no interval and no test."
            : "";
        if (repeated.Length == 0)
            return single;

        int above = repeated.Count(measurement => measurement.DifferenceLow > 0);
        int below = repeated.Count(measurement => measurement.DifferenceHigh < 0);
        return $"Of {Words.Many(repeated.Length, "experiment")} with more than one seed, {above} {(above == 1 ? "has" : "have")} the whole "
            + $"{Words.Percent(settings.ConfidenceLevel)} interval of the paired difference above zero{(below > 0 ? $", and {below} below it" : "")}. {single}".TrimEnd();
    }

    private static string Greatest(ReportGroup[] measured)
    {
        ReportGroup? greatest = measured.Where(group => group.Measurement!.Difference > 0).MaxBy(group => group.Measurement!.Difference);
        return greatest is null
            ? ""
            : $"The greatest gain is that of {greatest.Title}: from {Words.Share(greatest.Measurement!.MeanWithout)} "
                + $"to {Words.Share(greatest.Measurement.MeanWith)}.";
    }

    private static string Pairing(ReportGroup[] measured)
    {
        BatchNormComparison[] comparisons = [.. measured.SelectMany(group => group.Comparisons)];
        int paired = comparisons.Count(comparison => comparison.IsPaired);
        if (comparisons.Length == 0)
            return "";
        return paired == comparisons.Length
            ? "Pairing checked: the two runs of every comparison started from the same weights and were given the same batches of the same data "
                + "in the same order. Their SHA-256 hashes agree."
            : $"Of {comparisons.Length - paired} of {Words.Many(comparisons.Length, "comparison")} it is not known that both runs started from the "
                + "same weights and were given the same batches of the same data: their differences need not be of batch normalization only.";
    }

    private static string Divergence(ReportGroup[] measured)
    {
        int without = measured.Sum(group => group.Measurement!.DivergedCountWithout ?? 0);
        int with = measured.Sum(group => group.Measurement!.DivergedCountWith ?? 0);
        return without + with == 0
            ? ""
            : $"Diverged, some of their numbers NaN or infinite: {Words.Many(without, "run")} without batch normalization, {with} with it.";
    }

    private static string Problems(BatchNormReport report)
    {
        int problems = report.Groups.Count(group => group.Problem is not null);
        return problems == 0 ? "" : $"{Words.Many(problems, "experiment")} could not be measured; the reason stands beside each.";
    }
}
