namespace BatchNorm.Plotting.Sweeps;

/// <summary>A sweep as parallel coordinates: a line for each combination of settings, coloured by the last outcome.</summary>
internal sealed class ParallelView : SweepView
{
    private const int MostSolidLines = 60, MostFaintLines = 600;
    private const double AsideOfLine = 0.004, MostAside = 0.06;
    private const float AxisDistance = 130, LeastWidth = 300, MostWidth = 1200, Height = 380, AroundPanel = 90;

    private readonly (GridCell Cell, Measured[] Outcomes)[] _measured;
    private readonly ParallelPanel _panel;

    /// <param name="plot">What is asked for.</param>
    /// <param name="grid">Its comparisons in order.</param>
    /// <param name="cancellation">Checked between the combinations.</param>
    public ParallelView(SweepPlot plot, SweepGrid grid, CancellationToken cancellation)
        : base(plot, grid.OfResults())
    {
        _measured = [.. Grid.Cells.Where(cell => cell.Comparisons.Count > 0)
            .Select(cell =>
            {
                cancellation.ThrowIfCancellationRequested();
                return (cell, Measures.Select(measure => measure.Over(cell.Comparisons, overSettings: false)).ToArray());
            })];
        ColorScale[] scales = [.. Measures.Select((measure, i) => ColorScale.Over(_measured.Select(one => one.Outcomes[i].Value).OfType<double>(), measure))];
        (ParallelAxis Axis, IReadOnlyList<double> Places)[] settings = [.. Grid.Axes.Select(ParallelAxis.Of)];
        ParallelLine[] lines =
        [
            .. _measured.OrderBy(one => one.Outcomes[^1].Value).Select((one, rank) => new ParallelLine(
                [
                    .. one.Cell.Levels.Select((level, i) => (double?)(settings[i].Places[level] + Aside(rank))),
                    .. one.Outcomes.Select((outcome, i) => outcome.Value is { } value ? scales[i].Place(value) : (double?)null),
                ],
                one.Outcomes[^1].Value)),
        ];
        IEnumerable<ParallelAxis> outcomes = Measures.Select((measure, i) => ParallelAxis.Of(Capitalized(measure.InShort), scales[i]));
        _panel = new ParallelPanel([.. settings.Select(setting => setting.Axis), .. outcomes], lines, scales[^1]);
    }

    /// <inheritdoc/>
    public override (float Width, float Height) AxesSize =>
        (Fitting(Math.Clamp(_panel.ParallelAxes.Count * AxisDistance, LeastWidth, MostWidth), LeastWidth, 1, AroundPanel), Height);

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<FigurePanel>> Rows => [[_panel]];

    /// <inheritdoc/>
    public override IEnumerable<string> Caption
    {
        get
        {
            yield return Grid.Seeds.Count > 1 ? $"A line for each combination of settings, the mean over {Seeds}" : "A line for each combination of settings";
            yield return $"Coloured by {Measures[^1].InShort}";
            if (_panel.Lines.Count > MostSolidLines)
                yield return $"{Count(_panel.Lines.Count, "line")}, drawn faintly";
            if (_panel.Lines.Any(line => line.Places.Any(place => place is null)))
                yield return "A line ends where its outcome was never reached or is not known";
            if (Grid.Cells.Count - _measured.Length is > 0 and var missing)
                yield return $"Without a line, because nothing of it is done: {Count(missing, "combination")}";
            foreach (string sentence in NotToldApart(Grid.LeftOut).Concat(LeftOut()))
                yield return sentence;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Values => _measured.Select(one => string.Join(
        ", ",
        Grid.Axes.Select((axis, i) => $"{axis.Label.ToLowerInvariant()} {axis.Words[one.Cell.Levels[i]]}")
            .Concat(Measures.Select((measure, i) => $"{measure.InShort} {one.Outcomes[i].Text}"))));

    /// <summary>How strong lines are drawn: the fainter and thinner the more there are.</summary>
    public static (byte Alpha, float Width) InkOf(int lines) =>
        lines <= MostSolidLines ? ((byte)230, 2) : lines <= MostFaintLines ? ((byte)110, 1.2f) : ((byte)40, 0.8f);

    // Lines of the same value of a setting would hide each other: the greater the outcome, the higher a line crosses, by a little.
    private double Aside(int rank) => _measured.Length < 2
        ? 0
        : Math.Min(MostAside, AsideOfLine * _measured.Length) * (((double)rank / (_measured.Length - 1)) - 0.5);

    private static string Capitalized(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
