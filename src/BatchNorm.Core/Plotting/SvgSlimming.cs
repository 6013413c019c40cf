using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BatchNorm.Plotting;

/// <summary>Takes out of a picture what nobody can see: a page of many is a third smaller without.</summary>
internal static partial class SvgSlimming
{
    private const string MitreLimitOfItself = "4";
    private static readonly string[] Lengths = ["d", "x", "y", "transform"];

    /// <summary>Rounds lengths, leaves out what goes without saying, and says once, at the root, what all texts share.</summary>
    public static void Slim(XElement root)
    {
        foreach (XAttribute attribute in root.Descendants().Attributes().ToArray())
        {
            string name = attribute.Name.LocalName;
            if (Lengths.Contains(name))
                attribute.Value = Long().Replace(attribute.Value, number => Rounded(number.Value));
            else if (name == "stroke-miterlimit" && attribute.Value == MitreLimitOfItself)
                attribute.Remove();
        }

        XAttribute[] fonts = [.. root.Descendants().Attributes("font-family")];
        if (fonts.Length == 0 || fonts.Any(font => font.Value != fonts[0].Value))
            return;
        root.SetAttributeValue("font-family", fonts[0].Value);
        fonts.Remove();
    }

    /// <summary>To a tenth of a pixel.</summary>
    private static string Rounded(string number) => double.Parse(number, CultureInfo.InvariantCulture).ToString("0.#", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-?\d+\.\d{2,}")]
    private static partial Regex Long();
}
