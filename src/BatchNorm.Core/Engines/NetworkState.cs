using BatchNorm.Networks;
using BatchNorm.Randomness;

namespace BatchNorm.Engines;

/// <summary>All that a network's next steps and answers depend on, to the bit: plain numbers, as the engine keeps them.</summary>
/// <param name="Tensors">
/// All parameters and population statistics, as <see cref="NetworkDefinition.Tensors"/> lists them. Unlike those of
/// <see cref="INetwork.ReadParameters"/>, population variances are in the scale that the engine keeps them in.
/// </param>
/// <param name="Scales">By the name of a population variance what it is multiplied by; only of those whose scale may change.</param>
/// <param name="Noise">Where the noise that training adds stands; null in a network that has none.</param>
public sealed record NetworkState(IReadOnlyList<NamedTensor> Tensors, IReadOnlyList<NamedScale> Scales, RandomPosition? Noise)
{
    /// <summary>Checks that it is the state of a network.</summary>
    /// <param name="definition">What network.</param>
    /// <param name="scaled">The tensors whose scale the network's engine keeps.</param>
    /// <param name="hasNoise">Whether there is noise in its training.</param>
    /// <exception cref="ArgumentException">It is the state of something else; the message says what is where.</exception>
    internal void CheckFit(NetworkDefinition definition, IEnumerable<string> scaled, bool hasNoise)
    {
        TensorShape.CheckFit([.. definition.Tensors], Tensors, $"{definition}");
        if (!Scales.Select(scale => scale.Tensor).SequenceEqual(scaled))
            throw new ArgumentException($"The state has scales of {Scales.Count} population variances, and not those that the engine of {definition} keeps: it was read from another engine. Read it from a network of the same engine and the same implementation of batch normalization.");
        if (Scales.FirstOrDefault(scale => !(scale.Value > 0 && double.IsFinite(scale.Value))) is { } wrong)
            throw new ArgumentException(FormattableString.Invariant($"The state has the scale {wrong.Value} for {wrong.Tensor}, which must be above 0 and finite: it is damaged. Read it anew."));
        if (hasNoise != Noise is not null)
            throw new ArgumentException($"The state {(hasNoise ? "does not say where the noise stands that" : "says where noise stands, but none")} is in the training of {definition}. Read it from a network of the same definition.");
    }
}
