using System.Globalization;
using BatchNorm.Statistics;

namespace BatchNorm.Training;

/// <summary>
/// How the inputs of one unit's activation function were distributed over some images at one step of a training, as in Figure 1 (b, c) of
/// Ioffe and Szegedy (2015).
/// </summary>
public sealed record ActivationSample
{
    /// <summary>The step after whose update the sample was taken, from 0.</summary>
    public int Step { get; init; }

    /// <summary>The hidden layer, from 1 for the one next to the image.</summary>
    public int Layer { get; init; }

    /// <summary>The unit in the layer, from 0.</summary>
    public int Unit { get; init; }

    /// <summary>What 15 % of the inputs lie below; NaN in a diverged network.</summary>
    public double Percentile15 { get; init; }

    /// <summary>The median of the inputs; NaN in a diverged network.</summary>
    public double Percentile50 { get; init; }

    /// <summary>What 85 % of the inputs lie below; NaN in a diverged network.</summary>
    public double Percentile85 { get; init; }

    /// <summary>The step, the layer, and from where to where.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Step}, layer {Layer}: {Percentile50:0.000} ({Percentile15:0.000} to {Percentile85:0.000})");

    /// <summary>Describes the inputs of a unit.</summary>
    /// <param name="step">When.</param>
    /// <param name="layer">The hidden layer, from 1.</param>
    /// <param name="unit">The unit, from 0.</param>
    /// <param name="inputs">One an image, or one a position of every image; at least one. Put in order.</param>
    internal static ActivationSample Of(int step, int layer, int unit, Span<float> inputs)
    {
        inputs.Sort();
        return new ActivationSample
        {
            Step = step,
            Layer = layer,
            Unit = unit,
            Percentile15 = Percentile.Of(inputs, 15),
            Percentile50 = Percentile.Of(inputs, 50),
            Percentile85 = Percentile.Of(inputs, 85),
        };
    }
}
