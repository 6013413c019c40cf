using System.Globalization;
using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>
/// Finds the one vertical axis that all panels of a plot share. Shares of images have theirs from 0 to 1 unless another is asked for; what has no upper
/// bound, and what is zoomed into, is fitted to what matters, so that neither a run that diverged nor the first steps crush all the rest.
/// </summary>
internal sealed class AxisFitting
{
    // What matters is what comes after this share of a training. Of losses the start is shown as well, as far as it is not above both a network's that
    // knows nothing of ten classes (ln 10 = 2.3) and this multiple of what matters.
    private const double StartOfTraining = 0.25, Room = 0.04, UsualStart = 3, MultipleForStart = 1.5;

    // A curve that lies so many times above the lowest one is told in the caption and not shown: on a linear axis it would make a line at 0 of that.
    private const double MostTimesLowest = 100;

    // An axis that begins so near to 0, of what it shows, may as well begin there.
    private const double NearZero = 0.1;

    // The least that an axis shows, of what values can be or of what they are: a few images of a validation set.
    private const double LeastSpan = 0.005;

    // Of losses of exactly 0 no share is a span.
    private const double LeastLoss = 1e-9;

    private readonly IReadOnlyList<FigureSeries> _series;
    private readonly FigureSeries[] _sound;
    private readonly PlottedMetric _metric;
    private readonly AccuracyPlot _plot;

    /// <param name="series">The lines of all panels.</param>
    /// <param name="metric">What they show.</param>
    /// <param name="plot">Which axis is asked for.</param>
    public AxisFitting(IReadOnlyList<FigureSeries> series, PlottedMetric metric, AccuracyPlot plot)
    {
        _series = [.. series.Where(one => one.Line.Count > 0)];
        _sound = [.. _series.Where(one => !one.HasDiverged)];
        if (_sound.Length == 0)
            _sound = [.. _series];
        _metric = metric;
        _plot = plot;
    }

    private bool IsLogarithmic => _plot.YScale == AxisScale.Log;

    /// <summary>The axis.</summary>
    /// <exception cref="PlotException">No value lies in the range that was asked for, or it cannot be logarithmic.</exception>
    public ValueAxis Axis()
    {
        if (_plot.YRange is { } range)
            return InRange(range);
        if (IsLogarithmic)
            return ValueAxis.LogarithmicOver(_plot.Zoom ? Settled() : Values(_sound), _metric.Greatest);
        if (_plot.Zoom)
            return Zoomed([.. Settled()]);
        return _metric.IsShare ? ValueAxis.Share : FromZero();
    }

    /// <summary>What the caption has to say of the axis: that it does not begin at 0, and what lies outside; empty where there is nothing to be said.</summary>
    public string Remark(ValueAxis axis)
    {
        int outside = _series.Count(one => one.Line[^1].Y > axis.Maximum || one.Line[^1].Y < axis.Minimum && !(axis.IsLogarithmic && one.Line[^1].Y <= 0));
        bool isCut = _plot.YRange is null && !_plot.Zoom && _series.Any(one => one.Line.Any(point => point.Y > axis.Maximum));
        bool isOffset = !axis.IsLogarithmic && axis.Minimum > 0;
        bool hasZeros = axis is { IsLogarithmic: true, Zero: null } && _series.Any(one => one.Line.Any(point => point.Y <= 0));
        return string.Join("; ", new[]
        {
            isOffset ? $"the axis goes from {Number(axis.Minimum)} to {Number(axis.Maximum)} and does not begin at 0" : "",
            isCut ? $"the axis ends at {Number(axis.Maximum)}, values go up to {Number(Values(_series).Max())}" : "",
            outside > 0 ? $"{outside} of {_series.Count} curves end outside it" : "",
            hasZeros ? "0, which a logarithmic axis has no place for, lies at its lower end" : "",
        }.Where(part => part.Length > 0));
    }

    /// <summary>An axis' value in a sentence: four digits of it, and powers of ten where those are far from the point.</summary>
    public static string Number(double value)
    {
        double magnitude = Math.Abs(value);
        if (magnitude is not 0 and not (>= 1e-4 and < 1e5))
            return value.ToString("0.##e0", CultureInfo.InvariantCulture);
        int decimals = magnitude == 0 ? 0 : Math.Max(0, 3 - (int)Math.Floor(Math.Log10(magnitude)));
        return value.ToString($"0.{new string('#', decimals)}", CultureInfo.InvariantCulture);
    }

    private ValueAxis InRange(AxisRange range)
    {
        if (IsLogarithmic && range.Low <= 0)
            throw new PlotException($"A logarithmic axis has no place for {Number(range.Low)}. Let its range begin above 0, as at 0.001.");
        double[] values = [.. Values(_series)];
        if (values.Length > 0 && !values.Any(range.Holds) && !_series.Any(one => one.Enters(new CoordinateRect(double.MinValue, double.MaxValue, range.Low, range.High))))
        {
            throw new PlotException(
                $"No {_metric.Name} lies between {Number(range.Low)} and {Number(range.High)}: they go from {Number(values.Min())} to {Number(values.Max())}. "
                + "Give a range that holds some of them.");
        }

        return IsLogarithmic ? ValueAxis.Logarithmic(range.Low, range.High) : ValueAxis.Between(range.Low, range.High);
    }

    private ValueAxis Zoomed(double[] values)
    {
        if (values.Length == 0)
            return _metric.IsShare ? ValueAxis.Share : ValueAxis.Between(0, 1);
        double least = values.Min(), greatest = values.Max();
        double span = Math.Max((greatest - least) * (1 + 2 * Room), LeastSpan * (_metric.IsShare ? 1 : Math.Max(greatest, LeastLoss)));
        double low = least + (greatest - least - span) / 2, high = low + span;

        // Where values cannot be, the axis does not go; what it loses at one end it gains at the other.
        if (low < NearZero * span)
            (low, high) = (0, Math.Max(high, span));
        if (high > _metric.Greatest)
            (low, high) = (Math.Min(low, _metric.Greatest - span), _metric.Greatest);
        return Rounded(Math.Max(0, low), high);
    }

    // To ends that can be told in few digits, a little outside of what was asked for.
    private ValueAxis Rounded(double low, double high)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(high - low)) - 2);
        return ValueAxis.Between(Math.Max(0, Math.Floor(low / unit) * unit), Math.Min(_metric.Greatest, Math.Ceiling(high / unit) * unit));
    }

    // Of a loss: from 0, over all that matters, and over the start where that is not out of all proportion.
    private ValueAxis FromZero()
    {
        double[] levels = [.. _sound.Select(one => Settled([one]).Max())];
        if (levels.Length == 0 || levels.Max() <= 0)
            return ValueAxis.Between(0, 1);
        double limit = MostTimesLowest * levels.Min();
        double level = levels.Where(one => one <= limit || one <= UsualStart).Max();
        double top = Math.Min(Values(_sound).Max(), Math.Max(MultipleForStart * level, UsualStart));
        return Rounded(0, top * (1 + Room));
    }

    private IEnumerable<double> Settled() => Settled(_sound);

    private static IEnumerable<double> Settled(IReadOnlyList<FigureSeries> series) => series.SelectMany(one =>
    {
        double start = Math.Min(StartOfTraining * one.End, one.Line[^1].X);
        return one.Line.Concat(one.Lower).Concat(one.Upper).Where(point => point.X >= start).Select(point => point.Y);
    });

    private static IEnumerable<double> Values(IReadOnlyList<FigureSeries> series) => series.SelectMany(one => one.Points).Select(point => point.Y);
}
