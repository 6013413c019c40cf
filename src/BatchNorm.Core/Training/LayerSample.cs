using System.Globalization;

namespace BatchNorm.Training;

/// <summary>
/// What one layer was like inside at one step of a training. What was not traced is null, and so is what a layer does not have. All numbers are
/// NaN in a diverged network, shares too.
/// </summary>
/// <remarks>
/// A recurrent network has two layers: the LSTM, with all its weight matrices, all its gammas and the statistics of all its steps together, and
/// the output.
/// </remarks>
public sealed record LayerSample
{
    /// <summary>The step after whose update the sample was taken, from 0.</summary>
    public int Step { get; init; }

    /// <summary>The layer, from 1 for the one next to the image; the last is the output.</summary>
    public int Layer { get; init; }

    /// <summary>
    /// The L2 norm of the gradient of the loss with respect to the layer's weights (not its biases, gammas and betas), at least 0. The loss is the mean
    /// cross-entropy of the traced mini-batch, normalized with its own statistics as in training. That of a recurrent network is told before it is
    /// clipped.
    /// </summary>
    public double? GradientNorm { get; init; }

    /// <summary>
    /// The share of hidden units that are flat on every one of the traced images, 0 to 1: a ReLU that never fires, a sigmoid that is saturated
    /// always. A unit is flat where the slope of its activation is no more than a twentieth of the activation's greatest: see
    /// <see cref="FlatSlopes"/>. A feature map counts as a unit, and is dead where it is flat at all positions. Null in the output layer.
    /// </summary>
    public double? DeadUnits { get; init; }

    /// <summary>
    /// The share of all pairs of a unit and an image (and a position, in a feature map) at which the unit is flat, 0 to 1: about half of a healthy ReLU's;
    /// of sigmoids it is their saturation.
    /// </summary>
    public double? FlatSlopes { get; init; }

    /// <summary>The least gamma of the layer; null where nothing is normalized.</summary>
    public double? GammaLeast { get; init; }

    /// <summary>The mean gamma of the layer.</summary>
    public double? GammaMean { get; init; }

    /// <summary>The greatest gamma of the layer.</summary>
    public double? GammaGreatest { get; init; }

    /// <summary>
    /// How far the means of the traced mini-batch lie from the population's: the root mean square over the units of (mean - population mean) /
    /// sqrt(population variance + epsilon), at least 0. Chance alone makes it about 1 / sqrt(batch size).
    /// </summary>
    public double? MeanDistance { get; init; }

    /// <summary>
    /// How far the variances of the traced mini-batch lie from the population's: the root mean square over the units of
    /// ln((variance + epsilon) / (population variance + epsilon)), at least 0; 0.69 is twice as much, or half.
    /// </summary>
    public double? VarianceDistance { get; init; }

    /// <summary>The step, the layer, and what was traced.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        Add("gradient", GradientNorm);
        Add("dead", DeadUnits);
        Add("flat", FlatSlopes);
        Add("gamma", GammaMean);
        Add("means apart", MeanDistance);
        Add("variances apart", VarianceDistance);
        return string.Create(CultureInfo.InvariantCulture, $"{Step}, layer {Layer}: {string.Join(", ", parts)}");

        void Add(string what, double? value)
        {
            if (value is { } number)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{what} {number:G3}"));
        }
    }
}
