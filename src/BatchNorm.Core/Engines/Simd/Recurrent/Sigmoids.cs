using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>Three sigmoids at a time.</summary>
internal static class Sigmoids<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>Beyond it exp would overflow, and the sigmoid is 0 or 1 for all purposes.</summary>
    private const float Limit = 87;

    /// <summary>a, b, c = 1 / (1 + exp(-a)), 1 / (1 + exp(-b)), 1 / (1 + exp(-c)).</summary>
    /// <remarks>
    /// <see cref="VectorMath{V}.Sigmoid"/>, but step by step side by side: exp is a chain of operations each of which waits for the one before,
    /// and a processor does not look far enough ahead to begin the next chain meanwhile.
    /// </remarks>
    [MethodImpl(Compile.Inline)]
    public static void Evaluate(ref V a, ref V b, ref V c)
    {
        V limit = V.Broadcast(Limit), one = V.Broadcast(1);
        V x0 = V.Min(limit, V.Max(-limit, a)), x1 = V.Min(limit, V.Max(-limit, b)), x2 = V.Min(limit, V.Max(-limit, c));

        // exp(-x) = 2^n exp(r)
        V log2E = V.Broadcast(-Exponential.Log2E);
        V n0 = V.Round(x0 * log2E), n1 = V.Round(x1 * log2E), n2 = V.Round(x2 * log2E);
        V ln2High = V.Broadcast(-Exponential.Ln2High), ln2Low = V.Broadcast(-Exponential.Ln2Low);
        V r0 = V.MultiplyAdd(n0, ln2High, -x0), r1 = V.MultiplyAdd(n1, ln2High, -x1), r2 = V.MultiplyAdd(n2, ln2High, -x2);
        r0 = V.MultiplyAdd(n0, ln2Low, r0);
        r1 = V.MultiplyAdd(n1, ln2Low, r1);
        r2 = V.MultiplyAdd(n2, ln2Low, r2);

        V p = V.Broadcast(Exponential.Power7), q = V.Broadcast(Exponential.Power6);
        V p0 = V.MultiplyAdd(p, r0, q), p1 = V.MultiplyAdd(p, r1, q), p2 = V.MultiplyAdd(p, r2, q);
        Next(Exponential.Power5, ref p0, r0, ref p1, r1, ref p2, r2);
        Next(Exponential.Power4, ref p0, r0, ref p1, r1, ref p2, r2);
        Next(Exponential.Power3, ref p0, r0, ref p1, r1, ref p2, r2);
        Next(Exponential.Power2, ref p0, r0, ref p1, r1, ref p2, r2);
        p0 = V.MultiplyAdd(r0 * r0, p0, r0);
        p1 = V.MultiplyAdd(r1 * r1, p1, r1);
        p2 = V.MultiplyAdd(r2 * r2, p2, r2);
        p0 = V.ScaleByPowerOfTwo(p0 + one, n0);
        p1 = V.ScaleByPowerOfTwo(p1 + one, n1);
        p2 = V.ScaleByPowerOfTwo(p2 + one, n2);

        a = one / (one + p0);
        b = one / (one + p1);
        c = one / (one + p2);
    }

    /// <summary>The next coefficient of a polynomial: p = p r + coefficient.</summary>
    [MethodImpl(Compile.Inline)]
    private static void Next(float coefficient, ref V p0, V r0, ref V p1, V r1, ref V p2, V r2)
    {
        V next = V.Broadcast(coefficient);
        p0 = V.MultiplyAdd(p0, r0, next);
        p1 = V.MultiplyAdd(p1, r1, next);
        p2 = V.MultiplyAdd(p2, r2, next);
    }
}
