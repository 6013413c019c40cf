using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Products;

/// <summary>Turns rows into columns.</summary>
internal static unsafe class Transposition
{
    private const int Block = 8;

    /// <summary>target[column, row] = source[row, column].</summary>
    [MethodImpl(Compile.Kernel)]
    public static void Transpose(float* source, nint sourceStride, int rows, int columns, float* target, nint targetStride)
    {
        int wholeRows = Avx.IsSupported ? rows / Block * Block : 0;
        int wholeColumns = Avx.IsSupported ? columns / Block * Block : 0;
        for (int row = 0; row < wholeRows; row += Block)
        {
            for (int column = 0; column < wholeColumns; column += Block)
                TransposeBlock(
                    source + (row * sourceStride) + column, sourceStride, target + (column * targetStride) + row, targetStride);
        }

        TransposeOneByOne(source, sourceStride, 0, wholeRows, wholeColumns, columns, target, targetStride);
        TransposeOneByOne(source, sourceStride, wholeRows, rows, 0, columns, target, targetStride);
    }

    [MethodImpl(Compile.Kernel)]
    private static void TransposeOneByOne(
        float* source, nint sourceStride, int startRow, int endRow, int startColumn, int endColumn,
        float* target, nint targetStride)
    {
        for (int column = startColumn; column < endColumn; column++)
        {
            for (int row = startRow; row < endRow; row++)
                target[(column * targetStride) + row] = source[(row * sourceStride) + column];
        }
    }

    /// <summary>8 x 8 values: pairs, then fours, then halves are exchanged between registers.</summary>
    [MethodImpl(Compile.Inline)]
    private static void TransposeBlock(float* source, nint sourceStride, float* target, nint targetStride)
    {
        float* low = source;
        float* high = source + (4 * sourceStride);
        Vector256<float> row0 = Halves(low, high);
        Vector256<float> row1 = Halves(low + sourceStride, high + sourceStride);
        Vector256<float> row2 = Halves(low + (2 * sourceStride), high + (2 * sourceStride));
        Vector256<float> row3 = Halves(low + (3 * sourceStride), high + (3 * sourceStride));
        TransposeFour(row0, row1, row2, row3, target, targetStride);

        low += 4;
        high += 4;
        row0 = Halves(low, high);
        row1 = Halves(low + sourceStride, high + sourceStride);
        row2 = Halves(low + (2 * sourceStride), high + (2 * sourceStride));
        row3 = Halves(low + (3 * sourceStride), high + (3 * sourceStride));
        TransposeFour(row0, row1, row2, row3, target + (4 * targetStride), targetStride);
    }

    [MethodImpl(Compile.Inline)]
    private static Vector256<float> Halves(float* low, float* high) =>
        Vector256.Create(Vector128.Load(low), Vector128.Load(high));

    /// <summary>Four columns of eight rows, given as four registers that hold rows i and i + 4 in their halves.</summary>
    [MethodImpl(Compile.Inline)]
    private static void TransposeFour(
        Vector256<float> row0, Vector256<float> row1, Vector256<float> row2, Vector256<float> row3, float* target, nint stride)
    {
        Vector256<float> low01 = Avx.UnpackLow(row0, row1);
        Vector256<float> high01 = Avx.UnpackHigh(row0, row1);
        Vector256<float> low23 = Avx.UnpackLow(row2, row3);
        Vector256<float> high23 = Avx.UnpackHigh(row2, row3);
        Avx.Shuffle(low01, low23, 0b01_00_01_00).Store(target);
        Avx.Shuffle(low01, low23, 0b11_10_11_10).Store(target + stride);
        Avx.Shuffle(high01, high23, 0b01_00_01_00).Store(target + (2 * stride));
        Avx.Shuffle(high01, high23, 0b11_10_11_10).Store(target + (3 * stride));
    }
}
