using System.Globalization;
using System.Xml.Linq;
using BatchNorm.Measurements;

namespace BatchNorm.Reporting.Sections;

/// <summary>
/// Two accuracies on a line from 0 to 1, as a picture in a row of a table: a ring without batch normalization, a dot with it, and lines for their
/// intervals. The row has the numbers, so that nothing is read aloud.
/// </summary>
internal static class AccuracyStrip
{
    private const int Left = 6, Length = 120, Middle = 8;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The strip of a measurement.</summary>
    public static XElement Of(BatchNormMeasurement measurement) => new(
        Svg + "svg",
        new XAttribute("class", "strip"), new XAttribute("viewBox", $"0 0 {Length + (2 * Left)} {2 * Middle}"), new XAttribute("aria-hidden", "true"),
        Line("scale", 0, 1),
        Interval("without", measurement.MeanLowWithout, measurement.MeanHighWithout),
        Interval("with", measurement.MeanLowWith, measurement.MeanHighWith),
        Mark("without", measurement.MeanWithout),
        Mark("with", measurement.MeanWith));

    private static XElement? Interval(string side, double? low, double? high) =>
        low is { } from && high is { } to ? Line(side, from, to) : null;

    private static XElement Line(string name, double from, double to) => new(
        Svg + "path", new XAttribute("class", name), new XAttribute("d", $"M{Place(from)} {Middle}H{Place(to)}"));

    private static XElement Mark(string side, double accuracy) => new(
        Svg + "circle", new XAttribute("class", side), new XAttribute("cx", Place(accuracy)), new XAttribute("cy", Middle), new XAttribute("r", 4));

    private static string Place(double share) => (Left + (Length * share)).ToString("0.#", CultureInfo.InvariantCulture);
}
