using System.Globalization;
using System.Text;
using System.Xml;

namespace BatchNorm.Plotting;

/// <summary>
/// Letters of the plots' typeface that stand, while a figure is drawn as SVG, for those that it lacks. Skia writes into an SVG document the letters
/// that it finds in the typeface and leaves the others out, up to the whole of a heading; a reader's machine may well have them.
/// </summary>
internal sealed class StandInLetters
{
    // Widened by this, a stand-in is about as wide as a letter of East Asia or an emoji.
    private const char Widening = 'o';
    private const int FirstWideLetter = 0x1100;

    private static readonly Lazy<char[]> Candidates = new(FindCandidates);

    private readonly Dictionary<string, char> _standIns = [];
    private readonly Dictionary<char, string> _letters = [];

    /// <summary>The figure with texts that the plots' typeface has all letters of, and without what no XML document may hold.</summary>
    public Figure Replace(Figure figure) => figure.WithTexts(Replace);

    /// <summary>A text of the figure as it was.</summary>
    public string Restore(string text)
    {
        var restored = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (!_letters.TryGetValue(text[i], out string? letter))
            {
                restored.Append(text[i]);
                continue;
            }

            restored.Append(letter);
            if (IsWide(letter))
                i++;
        }

        return restored.ToString();
    }

    /// <summary>A text without what no XML document may hold.</summary>
    public static string WithoutControls(string text) => string.Concat(text.EnumerateRunes().Select(letter =>
        letter.IsBmp && !XmlConvert.IsXmlChar((char)letter.Value) ? " " : letter.ToString()));

    /// <summary>A text without control characters, line breaks among them, which pixels would show as boxes.</summary>
    public static string InOneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private string Replace(string text)
    {
        var replaced = new StringBuilder();
        TextElementEnumerator letters = StringInfo.GetTextElementEnumerator(WithoutControls(text));
        while (letters.MoveNext())
            replaced.Append(StandIn(letters.GetTextElement()));
        return replaced.ToString();
    }

    private string StandIn(string letter)
    {
        if (letter.All(char.IsControl))
            return " ";

        // A candidate that a text has for itself must not be taken for another letter.
        bool isPlain = PlotFont.Has(letter) && !Candidates.Value.Contains(letter[0]);
        if (isPlain || (!_standIns.ContainsKey(letter) && _standIns.Count == Candidates.Value.Length))
            return letter;

        if (!_standIns.TryGetValue(letter, out char standIn))
        {
            standIn = Candidates.Value[_standIns.Count];
            _standIns.Add(letter, standIn);
            _letters.Add(standIn, letter);
        }

        return IsWide(letter) ? $"{standIn}{Widening}" : $"{standIn}";
    }

    private static bool IsWide(string letter) => letter.EnumerateRunes().Any(rune => rune.Value >= FirstWideLetter);

    // Letters that have a glyph to themselves: of two with one glyph Skia knows one.
    private static char[] FindCandidates()
    {
        IEnumerable<int> letters = Enumerable.Range(0x20, 0x230).Concat(Enumerable.Range(0x370, 0x1C0));
        return
        [
            .. letters.Where(letter => PlotFont.Has(char.ToString((char)letter)))
                .GroupBy(PlotFont.Glyph).Where(group => group.Count() == 1).Select(group => (char)group.Single())
                .Where(letter => letter >= 0x100 && char.IsLetter(letter)),
        ];
    }
}
