using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BatchNorm.Randomness;

/// <summary>
/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3" (SC 2011). A pure function from a 128-bit counter and a 64-bit key to 128 random bits: there is no state to
/// share, to lose or to seed twice. Checked against the published known answers of Random123.
/// </summary>
public static class Philox
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9; // the golden ratio
    private const uint Weyl1 = 0xBB67AE85; // sqrt(3) - 1
    private const int Rounds = 10;

    /// <summary>The 128-bit block of random bits at a counter, under a key.</summary>
    /// <param name="counter">128 bits, least significant word first.</param>
    /// <param name="key">64 bits.</param>
    [SkipLocalsInit]
    public static (uint X0, uint X1, uint X2, uint X3) Block((uint C0, uint C1, uint C2, uint C3) counter, ulong key)
    {
        var (c0, c1, c2, c3) = counter;
        uint k0 = (uint)key;
        uint k1 = (uint)(key >> 32);

        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = (
                (uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1,
                (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>Four blocks whose counters follow each other, side by side: what <see cref="Block"/> makes of each.</summary>
    /// <param name="low">The lower half of the first one's counter.</param>
    /// <param name="high">The upper half of all counters.</param>
    /// <param name="key">64 bits.</param>
    /// <returns>Four times 32 bits of each, in 64.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<ulong> X0, Vector256<ulong> X1, Vector256<ulong> X2, Vector256<ulong> X3) Blocks(ulong low, ulong high, ulong key)
    {
        // The upper halves of the words are whatever they come to: no product reads them.
        Vector256<ulong> c0 = Vector256.Create(low) + Vector256<ulong>.Indices, c1 = Vector256.ShiftRightLogical(c0, 32);
        Vector256<ulong> c2 = Vector256.Create(high), c3 = Vector256.Create(high >> 32);
        uint k0 = (uint)key;
        uint k1 = (uint)(key >> 32);

        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> product0 = LowerHalves(c0, Multiplier0);
            Vector256<ulong> product1 = LowerHalves(c2, Multiplier1);
            (c0, c1, c2, c3) = (
                Vector256.ShiftRightLogical(product1, 32) ^ c1 ^ Vector256.Create((ulong)k0), product1,
                Vector256.ShiftRightLogical(product0, 32) ^ c3 ^ Vector256.Create((ulong)k1), product0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        Vector256<ulong> lower = Vector256.Create((ulong)uint.MaxValue);
        return (c0 & lower, c1 & lower, c2 & lower, c3 & lower);
    }

    /// <summary>The products of the words' lower halves with a multiplier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> LowerHalves(Vector256<ulong> words, uint multiplier) => Avx2.IsSupported
        ? Avx2.Multiply(words.AsUInt32(), Vector256.Create(multiplier))
        : (words & Vector256.Create((ulong)uint.MaxValue)) * multiplier;
}
