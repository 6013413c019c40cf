using BatchNorm.Settings;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>A sweep as heat maps: a panel for each outcome, and for each combination of the settings that are neither across nor down.</summary>
internal sealed class HeatMapView : SweepView
{
    private const int MostFacets = 8, MostColumns = 3;
    private const float LeastCellWidth = 92, MostCellWidth = 170, CellHeight = 46, LeastPanel = 230, MostPanel = 900, LeastHeight = 64, AroundPanel = 90;
    private const float MessageWidth = 620, MessageHeight = 90;

    // Values drawn at random leave nearly every place empty, and are specks in a large document.
    private const long MostPlaces = 40_000, MostPlacesForOne = 100;

    private readonly SettingAxis? _x;
    private readonly SettingAxis? _y;
    private readonly SettingAxis[] _facets;
    private readonly SettingAxis[] _averaged;
    private readonly HeatTile[][] _panels;
    private readonly bool _isUpwards;
    private readonly bool _isTooLarge;
    private readonly int _lines;

    /// <param name="plot">What is asked for.</param>
    /// <param name="grid">Its comparisons in order.</param>
    /// <param name="cancellation">Checked between the cells.</param>
    public HeatMapView(SweepPlot plot, SweepGrid grid, CancellationToken cancellation)
        : base(plot, grid.OfResults(plot.X, plot.Y))
    {
        _x = Named(plot.X) ?? Grid.Axes.FirstOrDefault(axis => axis.Name != plot.Y);
        _y = Named(plot.Y) ?? Grid.Axes.FirstOrDefault(axis => axis != _x);
        SettingAxis[] others = [.. Grid.Axes.Where(axis => axis != _x && axis != _y)];
        _facets = [.. others.TakeWhile((axis, i) => axis.ChangesResult && Facets(others[..(i + 1)]).Count() <= MostFacets)];
        _averaged = [.. others.Except(_facets)];
        _isUpwards = _y is { Numbers.Count: > 0 };
        _panels = [.. Facets(_facets).Select(facet => Tiles(facet, cancellation).ToArray())];
        _isTooLarge = IsTooLarge();
        if (_isTooLarge)
        {
            AxesSize = (Fitting(MessageWidth, LeastPanel, 1, AroundPanel), MessageHeight);
            Rows = [[new MessagePanel(WhyNone)]];
            return;
        }

        int across = Measures.Count <= MostColumns ? Measures.Count : (Measures.Count + 1) / 2;
        Columns = Figure.MostColumns(across, plot.Width);
        AxesSize = Size();
        Rows = Compose(lines: 3);
        (float width, float height) = (AxesSize.Width / ColumnCount, (AxesSize.Height - HeatMapPanel.BarHeight) / RowCount);
        _lines = Rows.SelectMany(row => row).Cast<HeatMapPanel>().Min(panel => HeatText.MostLines(panel.Cells, width, height));
        Rows = Compose(_lines);
    }

    /// <inheritdoc/>
    public override string VerticalTitle => _isTooLarge ? "" : _y?.Label ?? "";

    /// <inheritdoc/>
    public override string HorizontalTitle => _isTooLarge ? "" : _x?.Label ?? "";

    /// <inheritdoc/>
    public override (float Width, float Height) AxesSize { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<FigurePanel>> Rows { get; }

    /// <inheritdoc/>
    public override IEnumerable<string> Caption => _isTooLarge ? LeftOut() : OfCells.Concat(LeftOut());

    /// <inheritdoc/>
    public override IEnumerable<string> Values
    {
        get
        {
            if (_isTooLarge)
                yield return WhyNone;
            foreach (HeatTile tile in Tiled)
            {
                int count = tile.Cell.Comparisons.Count;
                string outcome = tile.Cell.Conflict ?? (count > 0
                    ? string.Join("; ", Measures.Select((measure, i) => $"{measure.InShort} {InWords(tile.Outcomes[i]!)}"))
                    : tile.Cell.Failed > 0 ? "failed" : "not done yet");
                yield return $"{Place(tile.Cell)}: {outcome}{(count > 1 ? $"; n = {count}" : "")}.";
            }
        }
    }

    private IEnumerable<string> OfCells
    {
        get
        {
            bool hasRepeats = Tiled.Any(tile => tile.Cell.Comparisons.Count > 1);
            if (Grid.Seeds.Count > 0)
                yield return hasRepeats ? $"Over {Over}: {Spreads}" : "One run each";
            foreach (string sentence in NotToldApart([.. Grid.LeftOut, .. _averaged.Where(axis => !axis.ChangesResult)]))
                yield return sentence;
            if (_x is null && Grid.Seeds.Count > 0)
                yield return "No setting varies";
            if (_lines == 0)
                yield return "The cells are too small for their numbers: an SVG's description has them all";
            else if (_lines == 1 && hasRepeats)
                yield return "The cells are too small for the spread: an SVG's description has it";
            HeatCell[] cells = [.. Rows.SelectMany(row => row).Cast<HeatMapPanel>().SelectMany(panel => panel.Cells)];
            if (cells.Any(cell => cell.IsHatched))
                yield return $"Hatched: {Wrong(cells)}";
            if (cells.Any(cell => cell.IsOutlined))
                yield return "Outlined: some runs diverged, failed or are not there yet";
            if (cells.Any(cell => cell.State == HeatState.None))
                yield return "White: no such comparison";
            if (cells.Any(cell => cell.Fill == HeatCell.NoNumber))
                yield return "Grey: never reached, or not known";
        }
    }

    private string WhyNone =>
        $"{string.Join(" and ", new[] { _x, _y }.OfType<SettingAxis>().Select(axis => FormattableString.Invariant($"{axis.Count:N0} values of {axis.Label.ToLowerInvariant()}")))} "
        + "are too many for a heat map of what is there: choose settings of fewer values for it, or draw parallel coordinates.";

    private IEnumerable<HeatTile> Tiled => _panels.SelectMany(panel => panel);

    private int Columns { get; }

    private int ColumnCount => _x?.Count ?? 1;

    private int RowCount => _y?.Count ?? 1;

    private string Over => string.Join(" and ", _averaged.Where(axis => axis.ChangesResult).Select(axis => $"every {axis.Label.ToLowerInvariant()}").Prepend(Seeds));

    private bool IsOverSettings => _averaged.Length > 0;

    private string Spreads => _lines <= 1
        ? string.Join(" or ", Measures.Select(measure => measure.NumberInWords).Distinct())
        : string.Join(", ", Measures.GroupBy(measure => measure.ScaleName).Select(group => Spread(group.First(), group.Skip(1).Any() ? group.Key : group.First().InShort)));

    private string Spread(OutcomeMeasure measure, string name) => $"for {name} {measure.NumberInWords}{measure.SpreadInWords(IsOverSettings)}";

    private bool IsTooLarge()
    {
        long places = (long)RowCount * ColumnCount;
        return places > MostPlaces || places > MostPlacesForOne * Math.Max(1, _panels.Max(panel => panel.Length));
    }

    private SettingAxis? Named(string? name) => name is null ? null : Grid.Axes.First(axis => axis.Name == name);

    // The combinations of some axes that there are, each as the levels it has.
    private IEnumerable<int[]> Facets(SettingAxis[] axes)
    {
        int[] places = [.. axes.Select(axis => Grid.Axes.ToList().IndexOf(axis))];
        return Grid.Cells.Select(cell => places.Select(place => cell.Levels[place]).ToArray()).DistinctBy(levels => string.Join(',', levels))
            .OrderBy(levels => levels.Aggregate(0L, (key, level) => (key * 1000) + level)).DefaultIfEmpty([]);
    }

    private IEnumerable<HeatTile> Tiles(int[] facet, CancellationToken cancellation) => Grid.Cells
        .Where(cell => _facets.Select((axis, i) => LevelOf(cell, axis) == facet[i]).All(isIn => isIn))
        .GroupBy(cell => (Row: LevelOf(cell, _y), Column: LevelOf(cell, _x))).OrderBy(group => group.Key)
        .Select(group =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Tile(GridCell.Of([.. group]), group.Key.Row, group.Key.Column);
        });

    private HeatTile Tile(GridCell cell, int row, int column) =>
        new(cell, row, column, [.. Measures.Select(measure => cell.Comparisons.Count == 0 ? null : measure.Over(cell.Comparisons, IsOverSettings))]);

    private int LevelOf(GridCell cell, SettingAxis? axis)
    {
        for (int i = 0; i < Grid.Axes.Count; i++)
        {
            if (Grid.Axes[i] == axis)
                return cell.Levels[i];
        }

        return 0;
    }

    private (float Width, float Height) Size()
    {
        float label = _x is null ? 0 : _x.Labels.Max(text => PlotFont.Width(text, FigureLayout.TickLabelSize));
        float wanted = Math.Clamp(ColumnCount * Math.Clamp(label + 12, LeastCellWidth, MostCellWidth), LeastPanel, MostPanel);
        return (
            Fitting(wanted, LeastPanel, Columns, AroundPanel),
            HeatMapPanel.BarHeight + Math.Clamp(RowCount * CellHeight, LeastHeight, MostPanel));
    }

    private IReadOnlyList<IReadOnlyList<FigurePanel>> Compose(int lines)
    {
        ColorScale[] scales = [.. Measures.Select(Scale)];
        return
        [
            .. _panels.SelectMany(panel => Measures.Select((measure, i) => Panel(panel, i, scales[i], lines)).Chunk(Columns)),
        ];
    }

    private ColorScale Scale(OutcomeMeasure measure)
    {
        int[] alike = [.. Enumerable.Range(0, Measures.Count).Where(i => Measures[i].ScaleName == measure.ScaleName)];
        Measured[] all = [.. Tiled.SelectMany(tile => alike.Select(i => tile.Outcomes[i])).OfType<Measured>()];
        IEnumerable<Measured> telling = all.Any(one => !one.AllDiverged) ? all.Where(one => !one.AllDiverged) : all;
        return ColorScale.Over(telling.Select(one => one.Value).OfType<double>(), measure);
    }

    private HeatMapPanel Panel(HeatTile[] tiles, int outcome, ColorScale scale, int lines)
    {
        var cells = new HeatCell[RowCount * ColumnCount];
        Array.Fill(cells, HeatCell.None);
        foreach (HeatTile tile in tiles)
        {
            int row = _isUpwards ? RowCount - 1 - tile.Row : tile.Row;
            cells[(row * ColumnCount) + tile.Column] = HeatCell.Of(tile.Cell, tile.Outcomes[outcome], scale);
        }

        IReadOnlyList<string> rows = _y?.Labels ?? [""];
        return new HeatMapPanel(Title(tiles, Measures[outcome]), _isUpwards ? [.. rows.Reverse()] : rows, _x?.Labels ?? [""], cells, lines, scale);
    }

    private string Title(HeatTile[] tiles, OutcomeMeasure measure) => _facets.Length == 0 || tiles.Length == 0
        ? measure.Title
        : $"{char.ToUpperInvariant(measure.InShort[0])}{measure.InShort[1..]}: "
            + $"{SettingPhrases.Join(_facets.Select(axis => axis.Phrase(tiles[0].Cell.Settings)))}";

    private static string Wrong(HeatCell[] cells) => string.Join(" or ", new[]
    {
        cells.Any(cell => cell.State == HeatState.Diverged) ? "all runs diverged" : "",
        cells.Any(cell => cell.State == HeatState.Failed) ? "failed" : "",
        cells.Any(cell => cell.State == HeatState.Conflict) ? "a seed has two results" : "",
    }.Where(part => part.Length > 0));

    private string Place(GridCell tile)
    {
        string[] phrases = [.. Grid.Axes.Except(_averaged).Select(axis => $"{axis.Label.ToLowerInvariant()} {axis.Words[LevelOf(tile, axis)]}")];
        return phrases.Length == 0 ? "All comparisons" : $"{char.ToUpperInvariant(phrases[0][0])}{string.Join(", ", phrases)[1..]}";
    }

    private static string InWords(Measured measured) =>
        $"{measured.Text}{(measured.Spread.Length > 0 ? $" ({measured.Spread})" : "")}"
        + (measured.AllDiverged ? ", diverged" : measured.Diverged > 0 ? $", {measured.Diverged} of {measured.Count} diverged" : "");
}
