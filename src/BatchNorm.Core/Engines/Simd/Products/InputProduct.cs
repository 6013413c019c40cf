using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Products;

/// <summary>The products of the first layer: over lit pixels where few are lit, dense ones where most are.</summary>
internal static unsafe class InputProduct<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>Z = X W.</summary>
    /// <param name="x">images x pixels.</param>
    /// <param name="weight">pixels x units.</param>
    /// <param name="z">images x units; overwritten.</param>
    /// <param name="panel">Room for <see cref="DenseProduct{V}"/>.</param>
    public static void Multiply(PixelBatch x, NativeMatrix weight, NativeMatrix z, float* panel)
    {
        if (x.IsDense)
            DenseProduct<V>.Multiply(x.Numbers, weight, z, panel);
        else
            SparseProduct<V>.Multiply(x, weight, z);
    }

    /// <summary>W += scale X^T dZ.</summary>
    /// <param name="scale">Minus the learning rate.</param>
    /// <param name="x">images x pixels.</param>
    /// <param name="gradient">dL/dZ, images x units.</param>
    /// <param name="weight">pixels x units.</param>
    /// <param name="panel">Room for <see cref="DenseProduct{V}"/>.</param>
    public static void AddTransposedProduct(float scale, PixelBatch x, NativeMatrix gradient, NativeMatrix weight, float* panel)
    {
        if (x.IsDense)
        {
            DenseProduct<V>.AddTransposedProduct(scale, x.Numbers, gradient, weight, panel);
        }
        else
        {
            x.TransposeBits();
            SparseProduct<V>.AddTransposedProduct(scale, x, gradient, weight);
        }
    }
}
