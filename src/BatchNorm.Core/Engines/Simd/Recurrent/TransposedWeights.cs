using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>A copy of the weights from the hidden state, transposed and packed for the way back.</summary>
/// <param name="arena">Where.</param>
/// <param name="strips">How the gates are arranged.</param>
internal sealed unsafe class TransposedWeights<V>(NativeArena arena, GateStrips strips)
    where V : struct, IFloatVector<V>
{
    private readonly NativeMatrix _transposed = arena.AllocateMatrix(strips.Columns, strips.Units, V.Count);
    private readonly float* _packed = arena.Allocate<float>((long)strips.Columns * strips.PaddedUnits);

    /// <summary>Copies weights as they are now.</summary>
    /// <param name="grouped">W_h, units x gates, as arranged.</param>
    public void Pack(NativeMatrix grouped)
    {
        Transposition.Transpose(grouped.Values, grouped.Stride, grouped.Rows, grouped.Columns, _transposed.Values, _transposed.Stride);
        DenseProduct<V>.Pack(_transposed, _packed);
    }

    /// <summary>dh = dz W_h^T.</summary>
    /// <param name="dz">images x gates, as arranged.</param>
    /// <param name="dHidden">images x units; overwritten.</param>
    public void Multiply(NativeMatrix dz, NativeMatrix dHidden) => DenseProduct<V>.MultiplyPacked(
        dz, _packed, new NativeMatrix(dHidden.Values, dHidden.Rows, dHidden.Columns, _transposed.Width, dHidden.Stride));
}
