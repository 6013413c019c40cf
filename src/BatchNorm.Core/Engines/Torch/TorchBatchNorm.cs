using BatchNorm.Networks;
using BatchNorm.Settings;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>
/// Batch normalization of one layer (Ioffe, Szegedy 2015, Algorithm 1): y = gamma (z - mean) / sqrt(var + epsilon) + beta, with
/// mean and biased variance over the batch, unit by unit. It can be had from three heights, which compute the same.
/// </summary>
/// <remarks>
/// z is batch x units or, of a convolution, batch x maps x height x width: a map's values at all positions count as further images.
/// </remarks>
internal abstract class TorchBatchNorm(BatchNormSettings settings) : IDisposable
{
    /// <summary>One a unit, as libtorch's autograd knows it.</summary>
    public abstract Tensor Gamma { get; }

    /// <summary>One a unit, as libtorch's autograd knows it.</summary>
    public abstract Tensor Beta { get; }

    protected double Epsilon { get; } = settings.Epsilon;

    protected double Decay { get; } = settings.PopulationDecay;

    public static TorchBatchNorm Create(BatchNormSettings settings, NormalizationParameters parameters) => settings.Implementation switch
    {
        null or BatchNormImplementation.Layer => new LayerBatchNorm(settings, parameters),
        BatchNormImplementation.Functional => new FunctionalBatchNorm(settings, parameters),
        BatchNormImplementation.Equations => new EquationsBatchNorm(settings, parameters),
        var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "There is no such implementation."),
    };

    /// <summary>Normalizes z: batch x units, or batch x maps x height x width.</summary>
    public Tensor Forward(Tensor z, NormalizationMode normalization) => z.dim() > 2
        ? Normalized(z.flatten(2), normalization).reshape(z.shape)
        : Normalized(z, normalization);

    /// <summary>gamma, beta, the population mean and the population variance.</summary>
    public abstract IEnumerable<KeptTensor> Kept { get; }

    public abstract void Dispose();

    /// <summary>Normalizes z, batch x units or batch x maps x positions, with the population statistics.</summary>
    protected abstract Tensor ForInference(Tensor z);

    /// <summary>Normalizes z, of the same shapes, with the batch's statistics and, where asked to, moves the population's towards them.</summary>
    protected abstract Tensor WithBatchStatistics(Tensor z, bool updatePopulation);

    /// <summary>The number of values a unit's statistics are taken over: images, times positions.</summary>
    protected static long ValuesPerUnit(Tensor z) => z.numel() / z.shape[1];

    /// <summary>Equations 1 and 2: the mean and the biased variance over the batch, one a unit.</summary>
    protected static (Tensor Mean, Tensor Variance) Moments(Tensor z)
    {
        long[] axes = z.dim() > 2 ? [0, 2] : [0];
        Tensor mean = z.mean(axes);
        Tensor centred = z - AlongUnits(mean, z);
        return (mean, (centred * centred).mean(axes)); // z.var() warns on the console of a single value
    }

    /// <summary>Equations 3 and 4: the normalized values, scaled and shifted.</summary>
    protected Tensor Normalize(Tensor z, Tensor mean, Tensor variance)
    {
        Tensor normalized = (z - AlongUnits(mean, z)) / AlongUnits((variance + Epsilon).sqrt(), z);
        return AlongUnits(Gamma, z) * normalized + AlongUnits(Beta, z);
    }

    /// <summary>p = decay p + (1 - decay) value, unseen by autograd.</summary>
    protected void Move(Tensor population, Tensor value)
    {
        using var _ = no_grad();
        population.mul_(Decay).add_(value, 1 - Decay);
    }

    /// <summary>One value a unit, in the shape that goes with z: its last axis is the units' only where there are no positions.</summary>
    private static Tensor AlongUnits(Tensor vector, Tensor z) => z.dim() > 2 ? vector.unsqueeze(1) : vector;

    private Tensor Normalized(Tensor z, NormalizationMode normalization) => normalization == NormalizationMode.Population
        ? ForInference(z)
        : WithBatchStatistics(z, updatePopulation: normalization == NormalizationMode.Training);
}
