namespace BatchNorm.Plotting;

/// <summary>Makes lines of runs: one a group, smoothed where that is asked for, with the band of its runs.</summary>
internal static class AccuracySeries
{
    /// <summary>The lines of a panel.</summary>
    /// <param name="groups">What each line stands for.</param>
    /// <param name="plot">Which band, and how much smoothing.</param>
    public static IReadOnlyList<FigureSeries> Of(IReadOnlyList<RunGroup> groups, AccuracyPlot plot)
    {
        IReadOnlyList<string> labels = RunLabels.Of(groups, plot.Band);
        IReadOnlyList<CurveStyle> styles = CurveStyle.For([.. groups.Select(group => group.Runs[0])]);
        return [.. groups.Select((group, i) => Draw(group, labels[i], styles[i], plot))];
    }

    private static FigureSeries Draw(RunGroup group, string label, CurveStyle style, AccuracyPlot plot)
    {
        RunCurve[] curves = [.. group.Runs.Select(run => new RunCurve(run))];
        int[] steps = curves[0].Steps;
        var series = new FigureSeries
        {
            Label = label,
            Style = style,
            LastStep = group.Runs.Max(run => Math.Max(run.TrainingBatches, steps.LastOrDefault())),
        };

        if (group.Count == 1)
            return Smooth(series, steps, curves[0].Accuracies, plot.Smoothing) with { Divergence = curves[0].Divergence };

        Band[] bands = [.. steps.Select((_, i) => Band.Around([.. curves.Select(curve => curve.Accuracies[i])], plot.Band))];
        return Smooth(series, steps, [.. bands.Select(band => band.Mean)], plot.Smoothing) with
        {
            // smoothed as the mean is, or it would leave its band where it climbs
            Lower = Curve.Through(steps, DebiasedAverage.Of([.. bands.Select(band => band.Lower)], plot.Smoothing)),
            Upper = Curve.Through(steps, DebiasedAverage.Of([.. bands.Select(band => band.Upper)], plot.Smoothing)),
        };
    }

    private static FigureSeries Smooth(FigureSeries series, int[] steps, double[] values, double weight) => series with
    {
        Line = Curve.Through(steps, DebiasedAverage.Of(values, weight)),
        Raw = weight == 0 ? [] : Curve.Through(steps, values),
    };
}
