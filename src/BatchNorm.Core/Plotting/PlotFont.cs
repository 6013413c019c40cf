using System.Text;
using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>
/// The typeface of the plots' text. It is embedded, so that a machine without fonts draws the same letters as any other.
/// </summary>
internal static class PlotFont
{
    // Immutable and shared: Skia's typefaces may be used from any thread.
    private static readonly Lazy<SKTypeface> Regular = new(() => Embedded("OpenSans-Regular.ttf"));
    private static readonly Lazy<SKTypeface> Semibold = new(() => Embedded("OpenSans-Semibold.ttf"));

    /// <summary>The typeface for a text: the embedded one, or one of the machine's where that lacks a letter.</summary>
    public static SKTypeface For(string text, bool bold = false)
    {
        SKTypeface embedded = bold ? Semibold.Value : Regular.Value;
        foreach (Rune letter in text.EnumerateRunes())
        {
            if (!embedded.ContainsGlyph(letter.Value))
                return SKFontManager.Default.MatchCharacter(letter.Value) ?? embedded;
        }

        return embedded;
    }

    /// <summary>The font for a text in a size; the caller disposes of it.</summary>
    public static SKFont Sized(string text, float size, bool bold = false) =>
        new(For(text, bold), size) { Subpixel = true, Hinting = SKFontHinting.Slight };

    /// <summary>The width of a text in a size.</summary>
    public static float Width(string text, float size, bool bold = false)
    {
        using SKFont font = Sized(text, size, bold);
        return font.MeasureText(text);
    }

    /// <summary>The size, at most the one wanted, at which a text is no wider than the room there is.</summary>
    public static float SizeToFit(string text, float wanted, float room, bool bold = false)
    {
        float width = Width(text, wanted, bold);
        return width <= room ? wanted : wanted * room / width;
    }

    private static SKTypeface Embedded(string name)
    {
        using Stream stream = typeof(PlotFont).Assembly.GetManifestResourceStream($"BatchNorm.Plotting.Fonts.{name}")
            ?? throw new InvalidOperationException($"The font {name} is not embedded in {typeof(PlotFont).Assembly.FullName}.");
        using SKData data = SKData.Create(stream);
        return SKTypeface.FromData(data)
            ?? throw new InvalidOperationException($"The embedded font {name} cannot be read.");
    }
}
