using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>
/// The typeface of the plots' text. It is embedded, so that a machine without fonts draws the same letters as any other; for letters that it lacks
/// there are those that the machine has.
/// </summary>
internal static class PlotFont
{
    // Immutable and shared: Skia's typefaces may be used from any thread.
    private static readonly Lazy<SKTypeface> Regular = new(() => Embedded("OpenSans-Regular.ttf"));
    private static readonly Lazy<SKTypeface> Semibold = new(() => Embedded("OpenSans-Semibold.ttf"));

    // All of the machine's: Skia's own search for a typeface that has a letter finds nothing where it was built without fontconfig.
    private static readonly Lazy<SKTypeface[]> MachinesRegular = new(() => Installed(SKFontStyle.Normal));
    private static readonly Lazy<SKTypeface[]> MachinesBold = new(() => Installed(SKFontStyle.Bold));

    /// <summary>The one typeface that is best for a text: the embedded one, or where it lacks letters the machine's that has the most of them.</summary>
    public static SKTypeface For(string text, bool bold = false) =>
        TextRun<SKTypeface>.Best(text, Embedded(bold), Machines(bold), (typeface, letter) => typeface.ContainsGlyph(letter));

    /// <summary>The parts of a text and the typefaces to draw them in, one after the other.</summary>
    public static IReadOnlyList<TextRun<SKTypeface>> Runs(string text, bool bold = false) =>
        TextRun<SKTypeface>.Split(text, Embedded(bold), Machines(bold), (typeface, letter) => typeface.ContainsGlyph(letter));

    /// <summary>A typeface in a size; the caller disposes of it.</summary>
    public static SKFont Sized(SKTypeface typeface, float size) => new(typeface, size) { Subpixel = true, Hinting = SKFontHinting.Slight };

    /// <summary>Whether the embedded typeface has all of a text, in both of its weights.</summary>
    public static bool Has(string text) =>
        text.EnumerateRunes().All(letter => Embedded(false).ContainsGlyph(letter.Value) && Embedded(true).ContainsGlyph(letter.Value));

    /// <summary>Which of the embedded typeface's pictures a letter is drawn with.</summary>
    public static ushort Glyph(int letter) => Embedded(false).GetGlyph(letter);

    /// <summary>The width of a text in a size.</summary>
    public static float Width(string text, float size, bool bold = false) => Runs(text, bold).Sum(run =>
    {
        using SKFont font = Sized(run.Typeface, size);
        return font.MeasureText(run.Text);
    });

    /// <summary>The size, at most the one wanted, at which a text is no wider than the room there is.</summary>
    public static float SizeToFit(string text, float wanted, float room, bool bold = false)
    {
        float width = Width(text, wanted, bold);
        return width <= room ? wanted : wanted * room / width;
    }

    /// <summary>A text no longer than its room, with dots in the place of what had to go.</summary>
    public static string Shortened(string text, float size, float room)
    {
        if (Width(text, size) <= room)
            return text;

        int length = text.Length;
        while (length > 1 && Width($"{text[..length]}\u2026", size) > room)
            length -= Math.Max(1, length / 16);
        if (char.IsHighSurrogate(text[length - 1]))
            length--;
        return $"{text[..length].TrimEnd()}\u2026";
    }

    /// <summary>Draws a text, each part of it in its typeface.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="text">The text.</param>
    /// <param name="x">Its left end.</param>
    /// <param name="baseline">The line that its letters stand on.</param>
    /// <param name="size">The size of its letters.</param>
    /// <param name="color">Their colour.</param>
    /// <param name="bold">Whether they are bold.</param>
    public static void Draw(SKCanvas canvas, string text, float x, float baseline, float size, SKColor color, bool bold = false)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        foreach (TextRun<SKTypeface> run in Runs(text, bold))
        {
            using SKFont font = Sized(run.Typeface, size);
            canvas.DrawText(run.Text, x, baseline, font, paint);
            x += font.MeasureText(run.Text);
        }
    }

    private static SKTypeface Embedded(bool bold) => bold ? Semibold.Value : Regular.Value;

    // Looked at one by one, and only where they are needed.
    private static IEnumerable<SKTypeface> Machines(bool bold)
    {
        foreach (SKTypeface typeface in (bold ? MachinesBold : MachinesRegular).Value)
            yield return typeface;
    }

    // Those that go best with the plots' own come first.
    private static SKTypeface[] Installed(SKFontStyle style) =>
    [
        .. SKFontManager.Default.FontFamilies
            .OrderByDescending(family => family.Contains("Sans", StringComparison.OrdinalIgnoreCase)).ThenBy(family => family, StringComparer.Ordinal)
            .Select(family => SKFontManager.Default.MatchFamily(family, style)).OfType<SKTypeface>(),
    ];

    private static SKTypeface Embedded(string name)
    {
        using Stream stream = typeof(PlotFont).Assembly.GetManifestResourceStream($"BatchNorm.Plotting.Fonts.{name}")
            ?? throw new InvalidOperationException($"The font {name} is not embedded in {typeof(PlotFont).Assembly.FullName}.");
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data)
            ?? throw new InvalidOperationException($"The embedded font {name} cannot be read.");
    }
}
