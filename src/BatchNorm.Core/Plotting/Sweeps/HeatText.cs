namespace BatchNorm.Plotting.Sweeps;

/// <summary>How large the texts in the cells of a heat map can be, and how many of their lines there is room for.</summary>
internal static class HeatText
{
    /// <summary>From one line to the next, in sizes of the letters.</summary>
    public const float LineHeight = 1.25f;

    private const float Largest = 12, Smallest = 7, Room = 5;

    /// <summary>The size of letters at which so many lines of every cell fit; 0 where that is too small to be read.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="lines">How many of their lines.</param>
    /// <param name="width">How wide a cell is, in units.</param>
    /// <param name="height">How high it is.</param>
    public static float SizeOf(IReadOnlyList<HeatCell> cells, int lines, float width, float height)
    {
        int most = Math.Min(lines, cells.Max(cell => cell.Lines.Count));
        float size = Math.Min(Largest, (height - Room) / (LineHeight * most));
        if (size < Smallest || width < Smallest + Room)
            return 0;

        string longest = cells.SelectMany(cell => cell.Lines.Take(lines)).MaxBy(line => line.Length)!;
        size = PlotFont.SizeToFit(longest, size, width - Room);
        return size < Smallest ? 0 : size;
    }

    /// <summary>How many lines of every cell fit: all, the first ones, or none.</summary>
    public static int MostLines(IReadOnlyList<HeatCell> cells, float width, float height) =>
        Enumerable.Range(0, 3).Select(dropped => 3 - dropped).FirstOrDefault(lines => SizeOf(cells, lines, width, height) > 0);
}
