using System.Runtime.Intrinsics;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd;

/// <summary>
/// Own kernels in managed code, with the widest vectors the processor has: fully connected networks, one thread each, at the
/// speed of the machine and without any native library.
/// </summary>
/// <remarks>
/// The same parameters and batches give the same bits wherever the vectors are as wide, whatever thread computes and whatever
/// else runs.
/// </remarks>
public sealed class SimdEngine : IEngine
{
    /// <inheritdoc/>
    public EngineKind Kind => EngineKind.Simd;

    /// <inheritdoc/>
    public int? VectorWidth => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Whether it can compute a network.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="reason">Empty, or what about the network it cannot do.</param>
    public static bool CanCompute(NetworkDefinition definition, out string reason)
    {
        ArgumentNullException.ThrowIfNull(definition);
        reason = definition switch
        {
            not FullyConnectedDefinition => $"computes fully connected networks only, not {definition.Architecture} ones",
            { BatchNorm.Placement: not BatchNormPlacement.BeforeActivation } => "normalizes before the activation only",
            { BatchNorm.Implementation: not null } => "has one implementation of batch normalization, its own",
            _ => "",
        };
        return reason.Length == 0;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">It cannot compute the network: see <see cref="CanCompute"/>.</exception>
    public INetwork CreateNetwork(NetworkParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!CanCompute(parameters.Definition, out string reason))
            throw new ArgumentException($"The Simd engine {reason}.", nameof(parameters));

        var fullyConnected = (FullyConnectedParameters)parameters;
        return VectorWidth switch
        {
            512 => Create<Float32x16>(fullyConnected),
            256 => Create<Float32x8>(fullyConnected),
            _ => Create<Float32x4>(fullyConnected),
        };
    }

    /// <summary>Makes a network that computes with vectors of a given width, which need not be the processor's.</summary>
    internal static INetwork Create<V>(FullyConnectedParameters parameters)
        where V : struct, IFloatVector<V> => parameters.Definition.Activation switch
        {
            Activation.ReLU => new SimdNetwork<V, ReLU<V>>(parameters),
            Activation.Sigmoid => new SimdNetwork<V, Sigmoid<V>>(parameters),
            Activation.Tanh => new SimdNetwork<V, Tanh<V>>(parameters),
            Activation.LeakyReLU => new SimdNetwork<V, LeakyReLU<V>>(parameters),
            Activation.ELU => new SimdNetwork<V, ELU<V>>(parameters),
            Activation.GELU => new SimdNetwork<V, GELU<V>>(parameters),
            Activation.SiLU => new SimdNetwork<V, SiLU<V>>(parameters),
            Activation.Softplus => new SimdNetwork<V, Softplus<V>>(parameters),
            var other => throw new ArgumentOutOfRangeException(nameof(parameters), other, "There is no such activation."),
        };
}
