using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BatchNorm.Plotting;

/// <summary>The numbers of a picture, no longer than can be seen: a tenth of a pixel is less than any screen shows of it.</summary>
internal static partial class SvgNumbers
{
    /// <summary>Rounds the points of all paths to a tenth.</summary>
    public static void Shorten(XElement root)
    {
        foreach (XAttribute points in root.Descendants().Attributes("d"))
            points.Value = Long().Replace(points.Value, number => Tenth(number.Value));
    }

    private static string Tenth(string number) => double.Parse(number, CultureInfo.InvariantCulture).ToString("0.#", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-?\d+\.\d{2,}")]
    private static partial Regex Long();
}
