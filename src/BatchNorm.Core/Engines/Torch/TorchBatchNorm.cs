using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>
/// Batch normalization of one layer (Ioffe, Szegedy 2015, Algorithm 1): y = gamma (z - mean) / sqrt(var + epsilon) + beta, with
/// mean and biased variance over the batch, unit by unit. It can be had from three heights, which compute the same.
/// </summary>
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

    /// <summary>Normalizes z, batch x units.</summary>
    public Tensor Forward(Tensor z, Normalization normalization) => normalization == Normalization.Population
        ? ForInference(z)
        : WithBatchStatistics(z, updatePopulation: normalization == Normalization.Training);

    /// <summary>A copy of all numbers as they are now, the population variance as the biased one.</summary>
    public abstract NormalizationParameters Read();

    public abstract void Dispose();

    /// <summary>Normalizes with the population statistics.</summary>
    protected abstract Tensor ForInference(Tensor z);

    /// <summary>Normalizes with the batch's statistics and, where asked to, moves the population's towards them.</summary>
    protected abstract Tensor WithBatchStatistics(Tensor z, bool updatePopulation);

    /// <summary>Equations 1 and 2: the mean and the biased variance over the batch.</summary>
    protected static (Tensor Mean, Tensor Variance) Moments(Tensor z)
    {
        Tensor mean = z.mean([0]);
        Tensor centred = z - mean;
        return (mean, (centred * centred).mean([0])); // z.var() warns on the console of a batch of one image
    }

    /// <summary>Equations 3 and 4: the normalized values, scaled and shifted.</summary>
    protected Tensor Normalize(Tensor z, Tensor mean, Tensor variance)
    {
        Tensor normalized = (z - mean) / (variance + Epsilon).sqrt();
        return Gamma * normalized + Beta;
    }

    /// <summary>p = decay p + (1 - decay) value, unseen by autograd.</summary>
    protected void Move(Tensor population, Tensor value)
    {
        using var _ = no_grad();
        population.mul_(Decay).add_(value, 1 - Decay);
    }
}
