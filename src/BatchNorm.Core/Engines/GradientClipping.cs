using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BatchNorm.Engines;

/// <summary>
/// What keeps the gradients of a recurrent network from exploding on their way back through the steps (Pascanu, Mikolov, Bengio 2013): where
/// all of them together have a norm above 1 they are made shorter, to 1, and keep their direction.
/// </summary>
internal static class GradientClipping
{
    public const double MostNorm = 1;

    /// <summary>What gradients have to be multiplied with.</summary>
    /// <param name="squareSum">The sum of the squares of all of them.</param>
    public static double Factor(double squareSum)
    {
        double norm = Math.Sqrt(squareSum);
        return norm <= MostNorm ? 1 : MostNorm / norm; // NaN where a gradient is
    }

    /// <summary>
    /// The sum of squares, in double precision, where a square is exact, and in eight sums that are always added up in the same order: so it
    /// is the same however wide a processor's vectors are.
    /// </summary>
    public static double SquareSum(ReadOnlySpan<float> values)
    {
        Vector256<double> sums0 = default, sums1 = default;
        ref float first = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)i));
            sums0 += low * low;
            sums1 += high * high;
        }

        Vector256<double> sums = sums0 + sums1;
        double sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        for (; i < values.Length; i++)
            sum += (double)values[i] * values[i];
        return sum;
    }
}
