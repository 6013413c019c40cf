using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Sums;

/// <summary>Sums over the rows of a matrix, one a column.</summary>
internal static unsafe class ColumnSums<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>sums[c] = sum_r matrix[r, c], for whole vectors of columns.</summary>
    [MethodImpl(Compile.Kernel)]
    public static void Sum(NativeMatrix matrix, float* sums)
    {
        for (int column = 0; column < matrix.Width; column += V.Count)
            Sum(matrix.Values + column, matrix.Stride, matrix.Rows).Store(sums + column);
    }

    /// <summary>One step of descent for a bias: b -= rate sum_i gradient[i].</summary>
    [MethodImpl(Compile.Kernel)]
    public static void Descend(NativeMatrix gradient, float* bias, float learningRate)
    {
        V rate = V.Broadcast(-learningRate);
        for (int column = 0; column < gradient.Width; column += V.Count)
        {
            V sum = Sum(gradient.Values + column, gradient.Stride, gradient.Rows);
            V.MultiplyAdd(rate, sum, V.Load(bias + column)).Store(bias + column);
        }
    }

    /// <summary>The sum down one vector of columns, in four sums that do not wait for each other.</summary>
    [MethodImpl(Compile.Inline)]
    public static V Sum(float* column, nint stride, int rows)
    {
        V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
        int row = 0;
        for (; row <= rows - 4; row += 4, column += 4 * stride)
        {
            sum0 += V.Load(column);
            sum1 += V.Load(column + stride);
            sum2 += V.Load(column + (2 * stride));
            sum3 += V.Load(column + (3 * stride));
        }

        for (; row < rows; row++, column += stride)
            sum0 += V.Load(column);
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
