using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>A sweep as the importance of its settings: the shares of each outcome's variance that they, pairs of them, and noise explain.</summary>
internal sealed class ImportanceView : SweepView
{
    private const int MostPairs = 6;
    private const double LeastShareOfPair = 0.005, Rounding = 1e-6;
    private const float BarHeight = 15, GroupGap = 8, Width = 620, LeastWidth = 300, LeastHeight = 90, AroundPanel = 240;

    private static readonly SKColor Without = new(0xD5, 0x5E, 0x00), With = new(0x00, 0x72, 0xB2), Both = new(0x59, 0x59, 0x59);

    private readonly SettingImportance[] _importances;
    private readonly IReadOnlyList<(string Label, double[] Shares)> _rows;

    /// <param name="plot">What is asked for.</param>
    /// <param name="grid">Its comparisons in order.</param>
    /// <param name="cancellation">Checked between the outcomes.</param>
    public ImportanceView(SweepPlot plot, SweepGrid grid, CancellationToken cancellation)
        : base(plot, grid.OfResults())
    {
        _importances = [.. Measures.Select(measure =>
        {
            cancellation.ThrowIfCancellationRequested();
            return SettingImportance.Of(Grid, measure);
        })];
        _rows = _importances.Any(one => one.Shares is not null && one.Axes.Count > 0) ? [.. RowsOfShares()] : [];
    }

    /// <inheritdoc/>
    public override string HorizontalTitle => _rows.Count == 0 ? "" : "Share of the variance";

    /// <inheritdoc/>
    public override (float Width, float Height) AxesSize => (
        Fitting(Width, LeastWidth, 1, AroundPanel), Math.Max(LeastHeight, _rows.Count * (GroupGap + (Measures.Count * BarHeight))));

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<FigurePanel>> Rows => _rows.Count == 0
        ? [[new MessagePanel(WhyNone)]]
        : [[new ImportancePanel([.. _rows.Select(row => row.Label)], [.. _rows.Select(row => row.Shares.Select(Bar).ToArray())])]];

    /// <inheritdoc/>
    public override IEnumerable<string> Caption
    {
        get
        {
            if (_rows.Count == 0)
                yield break;
            yield return $"Functional analysis of variance of the means of combinations{(Grid.Seeds.Count > 1 ? $" over {Seeds}" : "")}, each weighing the same";
            if (_importances.All(one => one.Shares?.Noise is null))
                yield return "One run for each combination: noise is in what settings do together";
            else
                yield return "What noise alone would give is taken off";
            if (_importances.Max(one => one.Shares?.Filled ?? 0) is > 0 and var filled)
                yield return "Filled with what the settings alone predict, so that what they do together is understated: "
                    + FormattableString.Invariant($"{filled:N0} of {_importances.Max(one => one.Combinations):N0} combinations");
            foreach (OutcomeMeasure measure in Measures.Where((_, i) => _importances[i].Shares is { Variance: 0 }))
                yield return $"The same everywhere: {measure.InShort}";
            foreach (OutcomeMeasure measure in Measures.Where((_, i) => _importances[i].Shares is null))
                yield return $"Too few combinations to tell: {measure.InShort}";
            foreach (string sentence in NotToldApart(Grid.LeftOut).Concat(LeftOut()))
                yield return sentence;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Values => _rows.Count == 0
        ? [WhyNone]
        : _rows.Select(row =>
            $"{row.Label}: {string.Join(", ", row.Shares.Select((share, i) => $"{Percent(share)} of the variance of {Measures[i].InShort}"))}.");

    private string WhyNone => Grid.Axes.Count == 0 || _importances.All(one => one.Axes.Count == 0)
        ? "No setting varies where there are results: there is no importance to tell."
        : FormattableString.Invariant($"Of {_importances.Max(one => one.Combinations):N0} combinations of the settings\u2019 values ")
            + "fewer than half have results: too few to tell the settings\u2019 importance.";

    private IEnumerable<(string Label, double[] Shares)> RowsOfShares()
    {
        SettingAxis[] axes = [.. Grid.Axes.Where(axis => _importances.Any(one => one.Axes.Contains(axis)))];
        foreach (SettingAxis axis in axes.OrderByDescending(axis => _importances.Sum(one => one.Of(axis))))
            yield return (axis.Label, Shares(one => one.Of(axis)));

        (string Label, double[] Shares)[] pairs =
        [
            .. (from first in Enumerable.Range(0, axes.Length)
                from second in Enumerable.Range(first + 1, axes.Length - first - 1)
                select (
                    $"{axes[first].Label} \u00d7 {axes[second].Label.ToLowerInvariant()}",
                    Shares: Shares(one => one.Of(axes[first], axes[second]))))
                .OrderByDescending(pair => pair.Shares.Max()),
        ];
        (string Label, double[] Shares)[] shown = [.. pairs.Take(MostPairs).Where(pair => axes.Length == 2 || pair.Shares.Max() >= LeastShareOfPair)];
        foreach ((string Label, double[] Shares) pair in shown)
            yield return pair;
        if (axes.Length > 2)
        {
            double[] rest = [.. Measures.Select((_, i) => (_importances[i].Shares?.Higher ?? 0) + pairs.Skip(shown.Length).Sum(pair => pair.Shares[i]))];
            yield return (shown.Length == 0 ? "Settings together" : "Others together", rest);
        }

        if (_importances.Any(one => one.Shares?.Noise is not null))
            yield return ("Noise (seeds)", Shares(one => one.Shares?.Noise ?? 0));
    }

    private double[] Shares(Func<SettingImportance, double> share) => [.. _importances.Select(share)];

    private ImportanceBar Bar(double share, int outcome)
    {
        string name = Measures[outcome].InShort;
        SKColor color = Plot.Outcomes[outcome] switch
        {
            SweepOutcome.Difference => Both,
            SweepOutcome.AccuracyWith or SweepOutcome.StepsWith or SweepOutcome.SuccessRateWith => With,
            _ => Without,
        };
        string text = _importances[outcome].Shares is { Variance: > 0 } ? $"{Percent(share)} {name}" : $"\u2013 {name}";
        return new ImportanceBar(share, text, color);
    }

    private static string Percent(double share) => share is > Rounding and < 0.005 ? "< 1 %" : FormattableString.Invariant($"{100 * share:0} %");
}
