using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using ScottPlot;
using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>Writes a plot as vectors, with a title and a description for those who cannot see it.</summary>
internal static class AccessibleSvg
{
    // Across the axes: as many as a large screen has, and for a picture within a page, which is at most half as wide.
    private const int Columns = 2720, InlineColumns = 340;

    private const string FontFamilies = "'Open Sans', 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <exception cref="OperationCanceledException">It was cancelled between two panels.</exception>
    public static void Write(TrainingPlot plot, Stream stream, CancellationToken cancellation)
    {
        Figure figure = plot.Compose(cancellation);
        XElement root = Compose(figure, Columns, idPrefix: "", cancellation, out _);
        string title = StandInLetters.WithoutControls(string.Join(": ", new[] { figure.Title, figure.Subtitle }.Where(part => part.Length > 0)));
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-label", title);
        root.AddFirst(new XElement(Svg + "title", title), new XElement(Svg + "desc", StandInLetters.WithoutControls(figure.Description())));

        using var writer = XmlWriter.Create(stream, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            IndentChars = " ",
            NewLineChars = "\n",
        });
        root.Save(writer);
    }

    /// <summary>
    /// A plot to stand in a page, which says how large: its size is its proportions only. One of a single panel tells where its axis lies, so that
    /// values can be read off it: "data-horizontal" has the axis' left and right end in the picture, and what they stand for.
    /// </summary>
    /// <param name="plot">The plot.</param>
    /// <param name="name">What it is called for those who cannot see it.</param>
    /// <param name="id">Begins every id in it, so that several plots of a page share none.</param>
    /// <param name="description">What it shows, for those who cannot see it; null for what the plot says itself.</param>
    /// <param name="cancellation">Checked between the panels.</param>
    /// <exception cref="OperationCanceledException">It was cancelled between two panels.</exception>
    public static XElement Inline(TrainingPlot plot, string name, string id, string? description = null, CancellationToken cancellation = default)
    {
        Figure figure = plot.Compose(cancellation);
        XElement root = Compose(figure, InlineColumns, idPrefix: $"{id}-", cancellation, out FigureLayout layout);
        SvgSlimming.Slim(root);
        root.SetAttributeValue("data-horizontal", figure.PanelCount == 1 ? Horizontal(figure.Rows[0][0], layout) : null);
        root.SetAttributeValue("width", null);
        root.SetAttributeValue("height", null);
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-labelledby", $"{id}-name");
        root.SetAttributeValue("aria-describedby", $"{id}-description");
        root.AddFirst(
            new XElement(Svg + "title", new XAttribute("id", $"{id}-name"), StandInLetters.WithoutControls(name)),
            new XElement(Svg + "desc", new XAttribute("id", $"{id}-description"), StandInLetters.WithoutControls(description ?? figure.Description())));
        return root;
    }

    private static XElement Compose(Figure figure, int columns, string idPrefix, CancellationToken cancellation, out FigureLayout layout)
    {
        var letters = new StandInLetters();
        Figure vectors = figure with { Rows = [.. figure.Rows.Select(row => row.Select(panel => panel.AsVectors(columns)).ToArray())] };
        Figure drawn = letters.Replace(vectors);
        layout = new FigureLayout(drawn, cancellation);
        XElement root = Draw(drawn, layout, cancellation);
        SvgDashes.Make(root);
        foreach (XElement text in root.Descendants(Svg + "text"))
        {
            FreeFromFont(text);
            text.Value = letters.Restore(text.Value);
        }

        NameClipPaths(root, idPrefix);
        return root;
    }

    private static XElement Draw(Figure figure, FigureLayout layout, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(layout.PixelWidth, layout.PixelHeight), buffer))
            FigureDrawing.Draw(figure, layout, canvas, cancellation);

        buffer.Position = 0; // the document is whole only now that the canvas is gone
        XElement root = XElement.Load(buffer);
        root.SetAttributeValue("viewBox", Invariant($"0 0 {layout.PixelWidth} {layout.PixelHeight}"));
        return root;
    }

    private static string Horizontal(FigurePanel panel, FigureLayout layout)
    {
        PixelRect axes = layout.Axes(0, 0);
        using PanelPlot plot = panel.Within(axes);
        CoordinateRange range = plot.Horizontal;
        return Invariant($"{axes.Left * layout.Scale:0.#} {axes.Right * layout.Scale:0.#} {range.Value1:R} {range.Value2:R}");
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
    // is drawn.
    private static void NameClipPaths(XElement root, string idPrefix)
    {
        var names = new Dictionary<string, string>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (XElement clipPath in root.Descendants(Svg + "clipPath").ToArray())
        {
            string name = $"{idPrefix}clip-{string.Join('-', clipPath.Elements().Attributes().Select(attribute => attribute.Value))}";
            if (!taken.Add(name))
                clipPath.Remove();
            names.Add($"url(#{clipPath.Attribute("id")!.Value})", $"url(#{name})");
            clipPath.SetAttributeValue("id", name);
        }

        foreach (XAttribute use in root.Descendants().Attributes("clip-path"))
            use.Value = names[use.Value];
    }

    private static string First(string places) => places.Split(',', 2)[0];

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
