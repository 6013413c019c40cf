using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// What follows the product of a convolution: y = A (pool(f(a (z - m) + b)) - M) + B, where pool is the average of 2 x 2 positions and drops what an
/// odd row or column leaves over.
/// </summary>
internal static unsafe class PooledActivation<V, F>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <summary>y from z, for some rows of all maps.</summary>
    /// <param name="z">The products, two rows for each of y's that are computed.</param>
    /// <param name="scales">a, m and b, A, M and B.</param>
    /// <param name="y">What the layer gives; overwritten.</param>
    /// <param name="firstRow">The first row of y to compute.</param>
    /// <param name="rows">How many.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Evaluate(Bundle z, MapScales scales, Bundle y, int firstRow, int rows)
    {
        MapLayout product = z.Layout;
        MapLayout pooled = y.Layout;
        nint zRow = (nint)product.RowStride * V.Count;
        for (int map = 0; map < pooled.Maps; map++)
        {
            V a = V.Broadcast(scales.Inner.Factor[map]);
            V m = V.Broadcast(scales.Inner.Mean[map]);
            V b = V.Broadcast(scales.Inner.Shift[map]);
            V outer = V.Broadcast(scales.Outer.Factor[map] / 4);
            V outerMean = V.Broadcast(4 * scales.Outer.Mean[map]);
            V outerShift = V.Broadcast(scales.Outer.Shift[map]);
            for (int row = 0; row < rows; row++)
            {
                float* top = z.Values + (product.Index(map, 2 * row, 0) * V.Count);
                float* target = y.Values + (pooled.Index(map, firstRow + row, 0) * V.Count);
                for (int column = pooled.Columns; column > 0; column--)
                {
                    V sum0 = Activate(top, a, m, b) + Activate(top + V.Count, a, m, b);
                    V sum1 = Activate(top + zRow, a, m, b) + Activate(top + zRow + V.Count, a, m, b);
                    V.MultiplyAdd(outer, sum0 + sum1 - outerMean, outerShift).Store(target);
                    top += 2 * V.Count;
                    target += V.Count;
                }
            }
        }
    }

    [MethodImpl(Compile.Inline)]
    private static V Activate(float* z, V a, V m, V b) => F.Evaluate(V.MultiplyAdd(a, V.Load(z) - m, b), out _);
}
