namespace BatchNorm.Plotting;

/// <summary>A plot worked out: its texts and its panels, in numbers that are ready to be drawn.</summary>
internal sealed record Figure
{
    private const int LeastPixelsOfColumn = 250;

    /// <summary>The heading; may be empty.</summary>
    public required string Title { get; init; }

    /// <summary>The line under the heading; may be empty.</summary>
    public required string Subtitle { get; init; }

    /// <summary>What the vertical axes show.</summary>
    public required string VerticalTitle { get; init; }

    /// <summary>What the horizontal axes show.</summary>
    public required string HorizontalTitle { get; init; }

    /// <summary>The panels, row by row; a row may be shorter than the others.</summary>
    public required IReadOnlyList<IReadOnlyList<FigurePanel>> Rows { get; init; }

    /// <summary>How large, in units, the axes of a panel are in a handsome figure; null for what suits curves.</summary>
    public (float Width, float Height)? AxesSize { get; init; }

    /// <summary>The most lines of the subtitle before its letters shrink: more where the panels are narrow and there is much to say.</summary>
    public int MostSubtitleLines { get; init; } = Heading.MostLines;

    /// <summary>Pixels across, or null for what suits the panels.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels down, or null for what suits the panels.</summary>
    public int? Height { get; init; }

    /// <summary>What it shows in words, for those who cannot see it; made when it is asked for.</summary>
    public Func<string> Description { get; init; } = () => "";

    /// <summary>The number of panels.</summary>
    public int PanelCount => Rows.Sum(row => row.Count);

    /// <summary>The same with every text that is drawn replaced.</summary>
    public Figure WithTexts(Func<string, string> replace) => this with
    {
        Title = replace(Title),
        Subtitle = replace(Subtitle),
        VerticalTitle = replace(VerticalTitle),
        HorizontalTitle = replace(HorizontalTitle),
        Rows = [.. Rows.Select(row => row.Select(panel => panel.WithTexts(replace)).ToArray())],
    };

    /// <summary>Rows as even as can be: from square to somewhat wider, as many columns as leave the fewest places empty, and fewer in a picture that is narrow.</summary>
    /// <param name="panels">The panels.</param>
    /// <param name="width">Pixels across, or null for what suits the panels.</param>
    public static IReadOnlyList<IReadOnlyList<FigurePanel>> NearSquare(IReadOnlyList<FigurePanel> panels, int? width = null)
    {
        int most = MostColumns(panels.Count, width);
        if (most * most < panels.Count)
            return [.. panels.Chunk(most)];

        int square = (int)Math.Ceiling(Math.Sqrt(panels.Count));
        int widest = Math.Min(most, Math.Max(square, (int)(1.75 * Math.Sqrt(panels.Count))));
        int columns = Enumerable.Range(square, widest - square + 1).MinBy(columns => (columns - panels.Count % columns) % columns);
        return [.. panels.Chunk(columns)];
    }

    /// <summary>A row of panels, as several rows in a picture that is too narrow for it.</summary>
    /// <param name="row">The panels; at least one.</param>
    /// <param name="width">Pixels across, or null for what suits the panels.</param>
    public static IEnumerable<IReadOnlyList<FigurePanel>> InRows(IReadOnlyList<FigurePanel> row, int? width) => row.Chunk(MostColumns(row.Count, width));

    /// <summary>As many columns as are wanted, and fewer in a picture that is too narrow for them: letters in narrower ones could not be read.</summary>
    /// <param name="wanted">The columns wanted; at least one.</param>
    /// <param name="width">Pixels across, or null for what suits the panels.</param>
    public static int MostColumns(int wanted, int? width) => Math.Clamp(width / LeastPixelsOfColumn ?? wanted, 1, wanted);
}
