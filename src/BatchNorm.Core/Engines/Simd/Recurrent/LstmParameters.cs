using System.Runtime.Intrinsics;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>What training moves in an LSTM, or, in the same form, the gradients of that: arranged as the network's tensors are.</summary>
internal sealed class LstmParameters
{
    /// <summary>Makes room; everything is 0.</summary>
    public LstmParameters(NativeArena arena, RecurrentDefinition definition)
    {
        int units = definition.Units, gates = GateStrips.Gates * units;
        InputWeight = Allocate(definition.StepInputs, gates);
        HiddenWeight = Allocate(units, gates);
        Bias = Allocate(1, gates);
        if (definition.BatchNorm is not null)
            Normalization = new NormalizationParameters(Allocate(1, gates), Allocate(1, gates), Allocate(1, units), Allocate(1, units));

        NativeMatrix Allocate(int rows, int columns) => arena.AllocateMatrix(rows, columns, Vector512<float>.Count);
    }

    /// <summary>W_x, inputs a step x 4 units.</summary>
    public NativeMatrix InputWeight { get; }

    /// <summary>W_h, units x 4 units.</summary>
    public NativeMatrix HiddenWeight { get; }

    /// <summary>b, one row of 4 units.</summary>
    public NativeMatrix Bias { get; }

    /// <summary>What batch normalization learns, or null where there is none.</summary>
    public NormalizationParameters? Normalization { get; }

    /// <summary>All of them, in the order of the network's tensors.</summary>
    public IReadOnlyList<NativeMatrix> Matrices() => Normalization is { } n
        ? [InputWeight, HiddenWeight, Bias, n.InputGamma, n.HiddenGamma, n.CellGamma, n.CellBeta]
        : [InputWeight, HiddenWeight, Bias];

    /// <summary>What the three batch normalizations of an LSTM learn, one row each.</summary>
    /// <param name="InputGamma">Of x W_x, 4 units.</param>
    /// <param name="HiddenGamma">Of h W_h, 4 units.</param>
    /// <param name="CellGamma">Of c, one a unit.</param>
    /// <param name="CellBeta">Of c, one a unit.</param>
    internal sealed record NormalizationParameters(NativeMatrix InputGamma, NativeMatrix HiddenGamma, NativeMatrix CellGamma, NativeMatrix CellBeta);
}
