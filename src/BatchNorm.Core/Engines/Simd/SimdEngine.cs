using System.Runtime.Intrinsics;
using BatchNorm.Networks;

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
    /// <exception cref="ArgumentException">The network is not fully connected.</exception>
    public INetwork CreateNetwork(NetworkParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters is not FullyConnectedParameters fullyConnected)
            throw new ArgumentException($"The Simd engine computes fully connected networks, not {parameters.Definition.Architecture} ones: use the Torch engine.");
        if (Vector512.IsHardwareAccelerated)
            return Create<Float32x16>(fullyConnected);
        return Vector256.IsHardwareAccelerated ? Create<Float32x8>(fullyConnected) : Create<Float32x4>(fullyConnected);
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
