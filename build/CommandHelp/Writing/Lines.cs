using System.Text;

namespace CommandHelp.Writing;

/// <summary>Text broken into lines.</summary>
internal static class Lines
{
    /// <summary>Puts words onto lines of no more than a width, where none of them is longer.</summary>
    /// <param name="words">What is not to be broken.</param>
    /// <param name="width">The most columns of a line.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="indent">What the others begin with.</param>
    public static IEnumerable<string> Wrap(IEnumerable<string> words, int width, string first, string indent)
    {
        var line = new StringBuilder(first);
        bool isEmpty = true;
        foreach (string word in words)
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return $"{line}";
                line.Clear().Append(indent);
                isEmpty = true;
            }

            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }

        yield return $"{line}";
    }
}
