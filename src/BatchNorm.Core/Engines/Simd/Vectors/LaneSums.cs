using System.Runtime.CompilerServices;

namespace BatchNorm.Engines.Simd.Vectors;

/// <summary>
/// Sums across lanes, the same to the bit however many lanes a register has: value i is added up in virtual lane i mod 16, by registers
/// that each hold a part of these lanes, and the lanes are added up in one order.
/// </summary>
internal static unsafe class LaneSums
{
    /// <summary>The lanes of the widest register.</summary>
    public const int Lanes = 16;

    /// <summary>The sum of consecutive values.</summary>
    /// <param name="values">The first of them.</param>
    /// <param name="width">How many; whole vectors.</param>
    [MethodImpl(Compile.Inline)]
    public static float Sum<V>(float* values, int width)
        where V : struct, IFloatVector<V>
    {
        float* lanes = stackalloc float[Lanes];
        for (int part = 0; part < Lanes; part += V.Count)
        {
            V sum = V.Zero;
            for (int i = part; i < width; i += Lanes)
                sum += V.Load(values + i);
            sum.Store(lanes + part);
        }

        return Sum(lanes);
    }

    /// <summary>The sum of the virtual lanes: the halves are added, then neighbours, pairs of neighbours and fours.</summary>
    [MethodImpl(Compile.Inline)]
    public static float Sum(float* lanes)
    {
        float sum0 = lanes[0] + lanes[8], sum1 = lanes[1] + lanes[9], sum2 = lanes[2] + lanes[10], sum3 = lanes[3] + lanes[11];
        float sum4 = lanes[4] + lanes[12], sum5 = lanes[5] + lanes[13], sum6 = lanes[6] + lanes[14], sum7 = lanes[7] + lanes[15];
        return ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
    }
}
