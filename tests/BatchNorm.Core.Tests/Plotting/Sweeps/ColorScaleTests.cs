using BatchNorm.Measurements;
using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

public class ColorScaleTests
{
    private static readonly OutcomeMeasure Accuracy = OutcomeMeasure.Of(SweepOutcome.AccuracyWith, new MeasurementSettings());
    private static readonly OutcomeMeasure Difference = OutcomeMeasure.Of(SweepOutcome.Difference, new MeasurementSettings());

    [Fact]
    public void A_greater_quantity_is_lighter_in_grey()
    {
        var scale = ColorScale.Over([0, 1], Accuracy);
        double[] luminances = [.. Steps().Select(value => Luminance(scale.At(value)))];
        double[] ofLines = [.. Steps().Select(value => Luminance(scale.LineAt(value)))];

        Assert.Equal(luminances.Order(), luminances);
        Assert.Equal(ofLines.Order(), ofLines);
        Assert.True(luminances[^1] - luminances[0] > 0.6);
    }

    [Fact]
    public void A_greater_difference_is_darker_to_either_side_and_0_stands_in_the_middle()
    {
        var scale = ColorScale.Over([-0.1, 0.4], Difference);
        double[] luminances = [.. Steps().Select(value => Luminance(scale.At(0.4 * value)))];

        Assert.Equal((-0.4, 0.4), (scale.Low, scale.High));
        Assert.Equal(luminances.OrderDescending(), luminances);
        Assert.True(Luminance(scale.At(-0.4)) < Luminance(scale.At(-0.1)));
        Assert.Equal(["\u22120.400", "0.000", "+0.400"], scale.Ticks.Select(scale.Write));
    }

    [Fact]
    public void Text_on_every_colour_has_the_contrast_that_reading_takes()
    {
        ColorScale[] scales = [ColorScale.Over([0, 1], Accuracy), ColorScale.Over([-1, 1], Difference)];

        Assert.All(scales.SelectMany(scale => Steps().Select(scale.At)), color => Assert.True(Contrast(color, ColorScale.Readable(color)) >= 4.5));
    }

    [Fact]
    public void Numbers_that_are_nearly_the_same_have_nearly_the_same_colour()
    {
        var scale = ColorScale.Over([0.9456, 0.9459], Accuracy);

        Assert.Equal(0.01, scale.High - scale.Low, 1e-9);
        Assert.Equal((0.0, 0.01), (ColorScale.Over([0, 0], Accuracy).Low, ColorScale.Over([0, 0], Accuracy).High));
        Assert.Equal((-0.01, 0.01), (ColorScale.Over([0.001], Difference).Low, ColorScale.Over([], Difference).High));
    }

    private static IEnumerable<double> Steps() => Enumerable.Range(0, 101).Select(i => i / 100.0);

    private static double Contrast(SKColor one, SKColor other)
    {
        double first = Luminance(one), second = Luminance(other);
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static double Luminance(SKColor color)
    {
        double Linear(byte channel) => channel / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        return (0.2126 * Linear(color.Red)) + (0.7152 * Linear(color.Green)) + (0.0722 * Linear(color.Blue));
    }
}
