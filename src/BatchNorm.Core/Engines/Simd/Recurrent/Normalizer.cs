using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Sums;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>One normalized quantity of one step, from some column on: y = scale (z - mean), with scale = gamma / sqrt(variance + epsilon).</summary>
/// <param name="mean">One a column.</param>
/// <param name="variance">One a column.</param>
/// <param name="gamma">One a column.</param>
/// <param name="scale">One a column.</param>
/// <param name="epsilon">Added to the variance.</param>
internal readonly unsafe struct Normalizer(float* mean, float* variance, float* gamma, float* scale, float epsilon)
{
    public float* Mean { get; } = mean;

    public float* Variance { get; } = variance;

    public float* Gamma { get; } = gamma;

    public float* Scale { get; } = scale;

    public float Epsilon { get; } = epsilon;

    /// <summary>Takes over mean and biased variance of a batch; mean, variance and scale are overwritten.</summary>
    /// <param name="z">images x columns.</param>
    [MethodImpl(Compile.Kernel)]
    public void Measure<V>(NativeMatrix z)
        where V : struct, IFloatVector<V>
    {
        for (int column = 0; column < z.Columns; column += V.Count)
        {
            V mean = ColumnMoments<V>.Measure(z.Values + column, z.Stride, z.Rows, out V variance);
            mean.Store(Mean + column);
            variance.Store(Variance + column);
            StoreScale<V>(column);
        }
    }

    /// <summary>Computes the scale, which is overwritten, from gamma and the variance that is there.</summary>
    /// <param name="columns">How many.</param>
    [MethodImpl(Compile.Kernel)]
    public void Rescale<V>(int columns)
        where V : struct, IFloatVector<V>
    {
        for (int column = 0; column < columns; column += V.Count)
            StoreScale<V>(column);
    }

    /// <summary>1 / sqrt(variance + epsilon).</summary>
    [MethodImpl(Compile.Inline)]
    public V InverseDeviation<V>(int column)
        where V : struct, IFloatVector<V> =>
        V.Broadcast(1) / V.SquareRoot(V.Load(Variance + column) + V.Broadcast(Epsilon));

    [MethodImpl(Compile.Inline)]
    private void StoreScale<V>(int column)
        where V : struct, IFloatVector<V> =>
        (V.Load(Gamma + column) * InverseDeviation<V>(column)).Store(Scale + column);
}
