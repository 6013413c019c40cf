using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Sums;

/// <summary>Mean and variance over the rows of a matrix, a vector of columns at a time.</summary>
internal static unsafe class ColumnMoments<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>
    /// Mean and biased variance down one vector of columns, in two passes. The second also finds what rounding left in the mean
    /// and corrects both (Chan, Golub, LeVeque 1983, equation 1.7), so that neither large means nor large batches cost digits.
    /// </summary>
    [MethodImpl(Compile.Inline)]
    public static V Measure(float* column, nint stride, int rows, out V variance)
    {
        V count = V.Broadcast(rows);
        V mean = ColumnSums<V>.Sum(column, stride, rows) / count;
        V sum0 = V.Zero, sum1 = V.Zero, squares0 = V.Zero, squares1 = V.Zero;
        int row = 0;
        for (; row <= rows - 2; row += 2, column += 2 * stride)
        {
            V deviation0 = V.Load(column) - mean;
            V deviation1 = V.Load(column + stride) - mean;
            sum0 += deviation0;
            sum1 += deviation1;
            V.AddProduct(ref squares0, deviation0, deviation0);
            V.AddProduct(ref squares1, deviation1, deviation1);
        }

        if (row < rows)
        {
            V deviation = V.Load(column) - mean;
            sum0 += deviation;
            V.AddProduct(ref squares0, deviation, deviation);
        }

        V rest = (sum0 + sum1) / count;
        variance = V.Max(V.Zero, V.MultiplyAdd(-rest, rest, (squares0 + squares1) / count));
        return mean + rest;
    }
}
