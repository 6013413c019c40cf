using System.Runtime.Intrinsics;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// The running estimates of all that an LSTM normalizes, arranged as the network's tensors are, and the constants of normalization, rounded once.
/// </summary>
internal sealed class PopulationStatistics
{
    /// <summary>Makes room; everything is 0.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="definition">The network.</param>
    /// <param name="settings">Its constants.</param>
    public PopulationStatistics(NativeArena arena, RecurrentDefinition definition, BatchNormSettings settings)
    {
        Epsilon = (float)settings.Epsilon;
        Decay = (float)settings.PopulationDecay;
        Renewal = (float)(1 - settings.PopulationDecay);
        int gates = GateStrips.Gates * definition.Units;
        Input = new Estimate(Allocate(gates), Allocate(gates));
        Hidden = new Estimate(Allocate(gates), Allocate(gates));
        Cell = new Estimate(Allocate(definition.Units), Allocate(definition.Units));

        NativeMatrix Allocate(int columns) => arena.AllocateMatrix(definition.Steps, columns, Vector512<float>.Count);
    }

    /// <summary>Added to the variance before the square root.</summary>
    public float Epsilon { get; }

    /// <summary>The share of the old estimate that is kept at each batch.</summary>
    public float Decay { get; }

    /// <summary>1 - decay.</summary>
    public float Renewal { get; }

    /// <summary>Of x W_x.</summary>
    public Estimate Input { get; }

    /// <summary>Of h W_h.</summary>
    public Estimate Hidden { get; }

    /// <summary>Of c.</summary>
    public Estimate Cell { get; }

    /// <summary>One normalized quantity, a row a step.</summary>
    /// <param name="Mean">steps x columns.</param>
    /// <param name="Variance">steps x columns; the biased one.</param>
    internal sealed record Estimate(NativeMatrix Mean, NativeMatrix Variance);
}
