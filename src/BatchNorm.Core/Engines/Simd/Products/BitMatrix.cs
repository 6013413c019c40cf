using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Products;

/// <summary>
/// Matrices of 64 x 64 bits, one row a word, column 0 in the lowest bit; <see cref="Count"/> of them side by side.
/// </summary>
internal static unsafe class BitMatrix
{
    /// <summary>Matrices worked on together.</summary>
    public const int Count = 4;

    private const int Size = 64;

    /// <summary>
    /// Transposes in place by exchanging the off-diagonal quarters, then those of each quarter, down to single bits
    /// (Warren, "Hacker's Delight", section 7-3).
    /// </summary>
    /// <param name="rows">64 rows; each holds that row of all matrices.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Transpose(Vector256<ulong>* rows)
    {
        ulong low = 0x00000000FFFFFFFF;
        for (int half = Size / 2; half > 0; half /= 2, low ^= low << half)
        {
            Vector256<ulong> mask = Vector256.Create(low);
            for (int start = 0; start < Size; start += 2 * half)
            {
                for (int row = start; row < start + half; row++)
                {
                    Vector256<ulong> exchange = ((rows[row] >>> half) ^ rows[row + half]) & mask;
                    rows[row + half] ^= exchange;
                    rows[row] ^= exchange << half;
                }
            }
        }
    }
}
