using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>The scale that population variances are kept in while libtorch moves them.</summary>
/// <remarks>
/// libtorch normalizes with the biased variance b but moves the running variance towards the unbiased one, b m / (m - 1) for a
/// batch of m. The module's population variance is of the biased one. As the running update is linear, libtorch's estimate
/// is exactly m / (m - 1) times ours at every step if it is at the start: so the running variances are kept in that scale
/// while training, and brought back wherever they are read.
/// </remarks>
/// <param name="variances">All that have the scale; at the start it is 1.</param>
internal sealed class VarianceScale(IReadOnlyList<Tensor> variances)
{
    /// <summary>What the variances are multiplied by; to be set where they are replaced, too.</summary>
    public double Value { get; set; } = 1;

    /// <summary>Brings the variances into the scale that goes with a batch.</summary>
    /// <param name="values">The values a unit's statistics are taken over; above 1.</param>
    public void Follow(long values)
    {
        double scale = values / (values - 1.0);
        if (scale == Value)
            return;
        foreach (Tensor variance in variances)
            variance.mul_(scale / Value);
        Value = scale;
    }

    /// <summary>A variance as it is without the scale.</summary>
    public Tensor Unscaled(Tensor variance) => variance / Value;
}
