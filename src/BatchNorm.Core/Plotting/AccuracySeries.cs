namespace BatchNorm.Plotting;

/// <summary>Makes lines of runs: one a group, smoothed where that is asked for, with the band of its runs.</summary>
internal sealed class AccuracySeries
{
    private readonly AccuracyPlot _plot;
    private readonly PlottedMetric _metric;
    private readonly HorizontalAxis _axis;
    private readonly CurveKey _key;

    /// <param name="plot">Which band, and how much smoothing.</param>
    /// <param name="metric">What is drawn.</param>
    /// <param name="axis">What it is drawn over.</param>
    /// <param name="key">How lines look and what they are called.</param>
    public AccuracySeries(AccuracyPlot plot, PlottedMetric metric, HorizontalAxis axis, CurveKey key)
    {
        _plot = plot;
        _metric = metric;
        _axis = axis;
        _key = key;
    }

    /// <summary>The lines of a panel.</summary>
    /// <param name="groups">What each line stands for.</param>
    public IReadOnlyList<FigureSeries> Of(IReadOnlyList<CurveRuns> groups) => [.. groups.Zip(_key.Of(groups, _metric), Draw)];

    private FigureSeries Draw(CurveRuns group, (CurveStyle Style, string Label) look)
    {
        RunCurve[] curves = [.. group.Runs.Select(run => new RunCurve(run, _metric, _axis))];
        var series = new FigureSeries
        {
            Label = look.Label,
            Style = look.Style,
            End = curves.Max(curve => curve.End),
            HasDiverged = group.Runs.Any(run => run.Diverged),
        };

        return group.Count == 1
            ? Smooth(series, curves[0].Positions, curves[0].Values) with { Divergence = curves[0].Divergence }
            : WithBand(series, curves);
    }

    // Samples of a group were taken at the same steps; at which time differs, and their mean is taken.
    private FigureSeries WithBand(FigureSeries series, RunCurve[] curves)
    {
        int[] samples = [.. Enumerable.Range(0, curves[0].Positions.Length)];
        double[] positions = [.. samples.Select(i => curves.Average(curve => curve.Positions[i]))];
        Band[] bands = [.. samples.Select(i => Around([.. curves.Select(curve => curve.Values[i]).Where(double.IsFinite)]))];
        return Smooth(series, positions, [.. bands.Select(band => band.Mean)]) with
        {
            // smoothed as the mean is, or it would leave its band where it climbs
            Lower = Curve.Through(positions, DebiasedAverage.Of([.. bands.Select(band => band.Lower)], _plot.Smoothing)),
            Upper = Curve.Through(positions, DebiasedAverage.Of([.. bands.Select(band => band.Upper)], _plot.Smoothing)),
        };
    }

    // Runs that have diverged have no loss any more: what is left is drawn, and how many diverged the legend tells.
    private Band Around(double[] finite) => finite.Length switch
    {
        0 => new Band(double.NaN, double.NaN, double.NaN),
        1 => new Band(double.NaN, finite[0], double.NaN),
        _ => Band.Around(finite, _plot.Band, _metric.Greatest),
    };

    private FigureSeries Smooth(FigureSeries series, double[] positions, double[] values) => series with
    {
        Line = Curve.Through(positions, DebiasedAverage.Of(values, _plot.Smoothing)),
        Raw = _plot.Smoothing == 0 ? [] : Curve.Through(positions, values),
    };
}
