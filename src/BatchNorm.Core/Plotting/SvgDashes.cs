using System.Globalization;
using System.Xml.Linq;

namespace BatchNorm.Plotting;

/// <summary>
/// Dashed lines of vectors. Skia would write each dash as an area with an outline of its own, which makes a picture many times as large and
/// leaves no line to be found in it. So dashes are marked by a width that is a trace greater, and made of what was written.
/// </summary>
internal static class SvgDashes
{
    /// <summary>The length of a dash, in units.</summary>
    public const float Dash = 7;

    /// <summary>From a dash to the next, in units.</summary>
    public const float Gap = 3;

    /// <summary>What a line that is to be dashed is wider by: less than can be seen, and more than what numbers are rounded by.</summary>
    public const float Mark = 1 / 64f;

    private const double Rounding = 1e-4;

    /// <summary>Makes marked lines dashed ones.</summary>
    public static void Make(XElement root)
    {
        foreach (XAttribute width in root.Descendants().Attributes("stroke-width"))
        {
            double marked = double.Parse(width.Value, CultureInfo.InvariantCulture), plain = marked - Mark;
            if (Math.Abs(plain - Math.Round(plain)) > Rounding)
                continue;
            width.Value = plain.ToString("0", CultureInfo.InvariantCulture);
            width.Parent!.SetAttributeValue("stroke-dasharray", string.Create(CultureInfo.InvariantCulture, $"{Dash} {Gap}"));
        }
    }
}
