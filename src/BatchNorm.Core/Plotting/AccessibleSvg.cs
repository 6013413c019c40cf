using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>Writes a plot as vectors, with a title and a description for those who cannot see it.</summary>
internal static class AccessibleSvg
{
    private const string FontFamilies = "'Open Sans', 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static void Write(TrainingPlot plot, Stream stream)
    {
        Figure figure = plot.Compose();
        XElement root = Draw(figure);
        foreach (XElement text in root.Descendants(Svg + "text"))
            FreeFromFont(text);
        NameClipPaths(root);
        Describe(root, figure, plot.Describe());

        using var writer = XmlWriter.Create(stream, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            IndentChars = " ",
            NewLineChars = "\n",
        });
        root.Save(writer);
    }

    private static XElement Draw(Figure figure)
    {
        var layout = new FigureLayout(figure);
        using var buffer = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(layout.PixelWidth, layout.PixelHeight), buffer))
            FigureDrawing.Draw(figure, layout, canvas);

        buffer.Position = 0; // the document is whole only now that the canvas is gone
        XElement root = XElement.Load(buffer);
        root.SetAttributeValue("viewBox", Invariant($"0 0 {layout.PixelWidth} {layout.PixelHeight}"));
        return root;
    }

    // Skia places every letter for the typeface it drew with. A reader may not have that: give the place and the width of the
    // whole, into which any typeface fits.
    private static void FreeFromFont(XElement text)
    {
        string letters = text.Value.Trim();
        float size = float.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture);
        bool bold = text.Attribute("font-weight") is not null;
        text.Value = letters;
        text.SetAttributeValue("x", First(text.Attribute("x")!.Value));
        text.SetAttributeValue("y", First(text.Attribute("y")!.Value));
        text.SetAttributeValue("font-family", FontFamilies);
        text.SetAttributeValue("font-weight", bold ? "600" : null);
        text.SetAttributeValue("textLength", Invariant($"{PlotFont.Width(letters, size, bold):0.##}"));
        text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
    }

    // Skia numbers clip paths through all drawings of a process. Named after their rectangles, they are the same whenever a plot
    // is drawn, and several plots in one page do no harm to each other.
    private static void NameClipPaths(XElement root)
    {
        var names = new Dictionary<string, string>();
        foreach (XElement clipPath in root.Descendants(Svg + "clipPath").ToArray())
        {
            string name = $"clip-{string.Join('-', clipPath.Elements().Attributes().Select(attribute => attribute.Value))}";
            if (names.ContainsValue($"url(#{name})"))
                clipPath.Remove();
            names.Add($"url(#{clipPath.Attribute("id")!.Value})", $"url(#{name})");
            clipPath.SetAttributeValue("id", name);
        }

        foreach (XAttribute use in root.Descendants().Attributes("clip-path"))
            use.Value = names[use.Value];
    }

    private static void Describe(XElement root, Figure figure, string description)
    {
        string title = WithoutControls(string.Join(": ", new[] { figure.Title, figure.Subtitle }.Where(part => part.Length > 0)));
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-label", title);
        root.AddFirst(new XElement(Svg + "title", title), new XElement(Svg + "desc", WithoutControls(description)));
    }

    // A user's title may hold what no XML document may.
    private static string WithoutControls(string text) => string.Concat(text.EnumerateRunes().Select(letter =>
        letter.IsBmp && !XmlConvert.IsXmlChar((char)letter.Value) ? " " : letter.ToString()));

    private static string First(string places) => places.Split(',', 2)[0];

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
