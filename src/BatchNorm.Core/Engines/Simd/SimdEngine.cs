using System.Runtime.Intrinsics;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd;

/// <summary>
/// Own kernels in managed code, with the widest vectors the processor has: one thread a network, at the speed of the machine and without
/// any native library.
/// </summary>
/// <remarks>
/// The same parameters and batches give the same bits wherever a product and a sum are one instruction, however wide the vectors are, whatever
/// thread computes and whatever else runs.
/// </remarks>
public sealed class SimdEngine : IEngine
{
    /// <inheritdoc/>
    public EngineKind Kind => EngineKind.Simd;

    /// <inheritdoc/>
    public int? VectorWidth => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <inheritdoc/>
    public string? Library => null;

    /// <summary>Whether it can compute a network.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="reason">Empty, or what about the network it cannot do.</param>
    public static bool CanCompute(NetworkDefinition definition, out string reason)
    {
        ArgumentNullException.ThrowIfNull(definition);
        reason = definition.BatchNorm?.Implementation is null ? "" : "has one implementation of batch normalization, its own";
        return reason.Length == 0;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">It cannot compute the network: see <see cref="CanCompute"/>.</exception>
    public INetwork CreateNetwork(NetworkParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!CanCompute(parameters.Definition, out string reason))
            throw new ArgumentException($"The Simd engine {reason}.", nameof(parameters));

        return VectorWidth switch
        {
            512 => Create<Float32x16>(parameters),
            256 => Create<Float32x8>(parameters),
            _ => Create<Float32x4>(parameters),
        };
    }

    /// <summary>Makes a network that computes with vectors of a given width, which need not be the processor's.</summary>
    internal static INetwork Create<V>(NetworkParameters parameters)
        where V : struct, IFloatVector<V> => parameters.Definition.Activation switch
        {
            Activation.ReLU => Create<V, ReLU<V>>(parameters),
            Activation.Sigmoid => Create<V, Sigmoid<V>>(parameters),
            Activation.Tanh => Create<V, Tanh<V>>(parameters),
            Activation.LeakyReLU => Create<V, LeakyReLU<V>>(parameters),
            Activation.ELU => Create<V, ELU<V>>(parameters),
            Activation.GELU => Create<V, GELU<V>>(parameters),
            Activation.SiLU => Create<V, SiLU<V>>(parameters),
            Activation.Softplus => Create<V, Softplus<V>>(parameters),
            var other => throw new ArgumentOutOfRangeException(nameof(parameters), other, "There is no such activation."),
        };

    private static SimdNetwork<V> Create<V, F>(NetworkParameters parameters)
        where V : struct, IFloatVector<V>
        where F : struct, IActivationFunction<V>
    {
        var arena = new NativeArena();
        try
        {
            return new SimdNetwork<V>(parameters, arena, LayerStacks<V, F>.Of(arena, parameters.Definition));
        }
        catch
        {
            arena.Dispose(); // not when the collector gets to it: there may be no memory left
            throw;
        }
    }
}
