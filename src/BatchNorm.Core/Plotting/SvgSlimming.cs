using System.Globalization;
using System.Xml.Linq;

namespace BatchNorm.Plotting;

/// <summary>Takes out of a picture what nobody can see: a page of many is half as large without.</summary>
internal static class SvgSlimming
{
    private const string MitreLimitOfItself = "4";
    private const int ShortText = 6;

    private static readonly string[] Across = ["x", "cx"], Down = ["y", "cy"];
    private static readonly string[] Lengths = ["width", "height", "r", "rx", "ry", "stroke-width", "font-size", "textLength"];
    private static readonly string[] Opacities = ["fill-opacity", "stroke-opacity"];

    /// <summary>
    /// Writes everything where it comes to lie, in tenths of a pixel, leaves out what goes without saying, says once what neighbours share, and at the
    /// root what all texts do.
    /// </summary>
    public static void Slim(XElement root)
    {
        foreach (XElement element in root.Descendants().ToArray())
            Place(element);
        foreach (XElement parent in root.DescendantsAndSelf().Where(element => element.HasElements).ToArray())
        {
            JoinClipped(parent);
            JoinStrokes(parent);
        }

        XAttribute[] fonts = [.. root.Descendants().Attributes("font-family")];
        if (fonts.Length == 0 || fonts.Any(font => font.Value != fonts[0].Value))
            return;
        root.SetAttributeValue("font-family", fonts[0].Value);
        fonts.Remove();
    }

    private static void Place(XElement element)
    {
        if (element.HasElements)
            return;
        SvgPlacement? read = SvgPlacement.Read(element.Attribute("transform")?.Value);
        SvgPlacement placement = read ?? SvgPlacement.None;
        if (read is not null)
            element.SetAttributeValue("transform", null);
        if (placement.Scale != 1 && element.Attribute("stroke") is not null && element.Attribute("stroke-width") is null)
            element.SetAttributeValue("stroke-width", "1");
        foreach (XAttribute attribute in element.Attributes().ToArray())
        {
            string name = attribute.Name.LocalName;
            if (name == "d")
                attribute.Value = SvgPath.Shortened(attribute.Value, placement);
            else if (Across.Contains(name))
                attribute.Value = Rounded(placement.X(Number(attribute.Value)) / (double)SvgPlacement.Tenths, 1);
            else if (Down.Contains(name))
                attribute.Value = Rounded(placement.Y(Number(attribute.Value)) / (double)SvgPlacement.Tenths, 1);
            else if (Lengths.Contains(name))
                attribute.Value = Rounded(placement.Scale * Number(attribute.Value), name == "font-size" ? 2 : 1);
            else if (Opacities.Contains(name))
                attribute.Value = Rounded(Number(attribute.Value), 2);
            else if (name == "stroke-dasharray")
                attribute.Value = string.Join(' ', attribute.Value.Split(' ', ',').Select(dash => Rounded(placement.Scale * Number(dash), 1)));
            else if (name == "stroke-miterlimit" && attribute.Value == MitreLimitOfItself)
                attribute.Remove();
            else if (name == "lengthAdjust" && element.Value.Length <= ShortText)
                attribute.Remove(); // the letters of a number are moved apart rather than stretched, by less than can be seen
        }
    }

    /// <summary>Groups that follow each other and are cut to the same rectangle are one.</summary>
    private static void JoinClipped(XElement parent)
    {
        XElement? first = null;
        foreach (XElement element in parent.Elements().ToArray())
        {
            if (first is not null && IsGroup(element) && Attributes(element).SequenceEqual(Attributes(first)))
            {
                first.Add(element.Nodes());
                element.Remove();
            }
            else
            {
                first = IsGroup(element) ? element : null;
            }
        }

        static bool IsGroup(XElement element) => element.Name.LocalName == "g" && element.Attribute("clip-path") is not null;
    }

    /// <summary>Opaque strokes that look alike and have nothing but texts between them, as the ticks of an axis, are one.</summary>
    private static void JoinStrokes(XElement parent)
    {
        XElement? first = null;
        foreach (XElement element in parent.Elements().ToArray())
        {
            if (element.Name.LocalName == "text")
                continue;
            if (first is not null && IsStroke(element) && Attributes(element).SequenceEqual(Attributes(first)))
            {
                first.Attribute("d")!.Value += element.Attribute("d")!.Value;
                element.Remove();
            }
            else
            {
                first = IsStroke(element) ? element : null;
            }
        }

        static bool IsStroke(XElement element) =>
            element.Name.LocalName == "path" && element.Attribute("fill")?.Value == "none" && element.Attribute("stroke-opacity") is null;
    }

    private static IEnumerable<string> Attributes(XElement element) =>
        element.Attributes().Where(attribute => attribute.Name.LocalName != "d").Select(attribute => $"{attribute.Name}={attribute.Value}").Order(StringComparer.Ordinal);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Rounded(double number, int digits) => number.ToString(digits == 1 ? "0.#" : "0.##", CultureInfo.InvariantCulture);
}
