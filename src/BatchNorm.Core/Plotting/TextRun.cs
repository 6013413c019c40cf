using System.Globalization;
using System.Text;

namespace BatchNorm.Plotting;

/// <summary>A part of a text that is drawn in one typeface.</summary>
/// <typeparam name="T">A typeface.</typeparam>
/// <param name="Text">The part.</param>
/// <param name="Typeface">The typeface.</param>
internal readonly record struct TextRun<T>(string Text, T Typeface)
{
    /// <summary>
    /// Splits a text between typefaces: each letter goes to the usual one, or to the first of the others that has it where that lacks it, and where
    /// none has it to the usual one, which draws a box. What is one letter to a reader, with its accents or as a sequence of emoji, stays whole.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="usual">The typeface of everything that it has.</param>
    /// <param name="others">The other typefaces, the preferred first; looked at only where they are needed.</param>
    /// <param name="has">Whether a typeface has a letter, given as its code point.</param>
    public static IReadOnlyList<TextRun<T>> Split(string text, T usual, IEnumerable<T> others, Func<T, int, bool> has)
    {
        var runs = new List<TextRun<T>>();
        foreach (string letter in Letters(text))
        {
            int[] points = [.. letter.EnumerateRunes().Where(IsVisible).Select(rune => rune.Value)];
            T typeface = others.Prepend(usual).FirstOrDefault(one => points.All(point => has(one, point)), usual);
            if (runs.Count > 0 && EqualityComparer<T>.Default.Equals(runs[^1].Typeface, typeface))
                runs[^1] = runs[^1] with { Text = runs[^1].Text + letter };
            else
                runs.Add(new TextRun<T>(letter, typeface));
        }

        return runs;
    }

    /// <summary>The typeface that has the most of a text's letters; of equals the first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="usual">The preferred typeface.</param>
    /// <param name="others">The other typefaces; looked at only where that lacks a letter.</param>
    /// <param name="has">Whether a typeface has a letter, given as its code point.</param>
    public static T Best(string text, T usual, IEnumerable<T> others, Func<T, int, bool> has)
    {
        int[] points = [.. text.EnumerateRunes().Where(IsVisible).Select(rune => rune.Value)];
        return points.All(point => has(usual, point)) ? usual : others.Prepend(usual).MaxBy(one => points.Count(point => has(one, point)))!;
    }

    // Joiners and selectors of variants have no picture of their own.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format && rune.Value is not (>= 0xFE00 and <= 0xFE0F);

    private static IEnumerable<string> Letters(string text)
    {
        TextElementEnumerator letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext())
            yield return letters.GetTextElement();
    }
}
