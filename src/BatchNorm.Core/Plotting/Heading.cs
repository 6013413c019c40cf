namespace BatchNorm.Plotting;

/// <summary>A heading of a figure: as many lines as it takes at its size, and smaller letters only where those are too many or a word is too long.</summary>
internal sealed class Heading
{
    /// <summary>The most lines, unless told otherwise.</summary>
    public const int MostLines = 4;

    private const float LineSpacing = 1.3f;

    /// <param name="text">What it says; may be empty, which takes no room.</param>
    /// <param name="size">The size of its letters.</param>
    /// <param name="bold">Whether they are bold.</param>
    /// <param name="room">How wide a line may be.</param>
    /// <param name="mostLines">The most lines: the last takes what is left.</param>
    public Heading(string text, float size, bool bold, float room, int mostLines = MostLines)
    {
        Size = size;
        IsBold = bold;
        Lines = text.Length == 0 ? [] : Wrapped(text, room, mostLines);
    }

    /// <summary>The lines, from above.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The size of letters, where a line does not need smaller ones.</summary>
    public float Size { get; }

    /// <summary>Whether the letters are bold.</summary>
    public bool IsBold { get; }

    /// <summary>From one line's letters to the next one's.</summary>
    public float LineHeight => Size * LineSpacing;

    /// <summary>What lines take beyond the first one.</summary>
    public float FurtherHeight => Math.Max(0, Lines.Count - 1) * LineHeight;

    private List<string> Wrapped(string text, float room, int mostLines)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            bool isLast = lines.Count == mostLines - 1;
            if (line.Length > 0 && !isLast && PlotFont.Width(longer, Size, IsBold) > room)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        lines.Add(line);
        return lines;
    }
}
