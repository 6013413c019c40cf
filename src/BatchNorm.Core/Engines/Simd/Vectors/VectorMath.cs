using System.Runtime.CompilerServices;

namespace BatchNorm.Engines.Simd.Vectors;

/// <summary>
/// Elementary functions of every lane, within about two units in the last place over the whole range; NaN gives NaN. Where the
/// result would be subnormal, exp gives 0: nobody misses such numbers here, and they slow some processors down.
/// </summary>
internal static class VectorMath<V>
    where V : struct, IFloatVector<V>
{
    // The last numbers whose exponentials are normal: just below 128 ln 2, and just above -126 ln 2.
    private const float LargestExponent = 88.7228317f;
    private const float SmallestExponent = -87.3365402f;

    /// <summary>exp(x).</summary>
    [MethodImpl(Compile.Inline)]
    public static V Exp(V x)
    {
        V smallest = V.Broadcast(SmallestExponent);
        V largest = V.Broadcast(LargestExponent);
        V fraction = ExpFraction(V.Min(largest, V.Max(smallest, x)), out V n);
        V exp = V.ScaleByPowerOfTwo(fraction + V.Broadcast(1), n);
        exp = V.IfGreater(smallest, x, V.Zero, exp);
        return V.IfGreater(x, largest, V.Broadcast(float.PositiveInfinity), exp);
    }

    /// <summary>
    /// exp(x) - 1, without cancellation near 0, and exp(x) along with it. For x to 88; larger ones count as 88.
    /// </summary>
    [MethodImpl(Compile.Inline)]
    public static V ExpMinusOne(V x, out V exp)
    {
        V fraction = ExpFraction(V.Min(V.Broadcast(88), V.Max(V.Broadcast(SmallestExponent), x)), out V n);
        V power = V.ScaleByPowerOfTwo(V.Broadcast(1), n);
        exp = V.MultiplyAdd(power, fraction, power);
        return V.MultiplyAdd(power, fraction, power - V.Broadcast(1));
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(Compile.Inline)]
    public static V Sigmoid(V x) => V.Broadcast(1) / (V.Broadcast(1) + Exp(-x));

    /// <summary>tanh(x) = (exp(2x) - 1) / (exp(2x) + 1).</summary>
    [MethodImpl(Compile.Inline)]
    public static V Tanh(V x)
    {
        V bounded = V.Min(V.Broadcast(10), V.Max(V.Broadcast(-10), x)); // tanh(10) is 1 in float32
        V numerator = ExpMinusOne(bounded + bounded, out _);
        return numerator / (numerator + V.Broadcast(2));
    }

    /// <summary>log(1 + u) for u in [0, 1].</summary>
    /// <remarks>
    /// 2 atanh(s) with s = u / (2 + u), so that s^2 is at most 1/9; the polynomial in s^2 is the minimax one, relative error
    /// 5e-9.
    /// </remarks>
    [MethodImpl(Compile.Inline)]
    public static V LogOnePlus(V u)
    {
        V s = u / (V.Broadcast(2) + u);
        V z = s * s;
        V p = V.Broadcast(0.280244974f);
        p = V.MultiplyAdd(p, z, V.Broadcast(0.279991316f));
        p = V.MultiplyAdd(p, z, V.Broadcast(0.400216998f));
        p = V.MultiplyAdd(p, z, V.Broadcast(0.666664131f));
        return V.MultiplyAdd(s * z, p, s + s);
    }

    /// <summary>
    /// The normal distribution function Phi(x) = (1 + erf(x / sqrt 2)) / 2, and along with it its density
    /// phi(x) = exp(-x^2 / 2) / sqrt(2 pi).
    /// </summary>
    /// <remarks>
    /// Phi(-t) exp(t^2 / 2), for t >= 0, has no tail to lose digits in. With r = 1 / (t + 4) it is r times a polynomial in
    /// u = (t - 4) r, after Shepherd and Laframboise, "Chebyshev approximation of (1 + 2x) exp(x^2) erfc x" (1981); the
    /// polynomial is the minimax one, relative error 9e-9.
    /// </remarks>
    [MethodImpl(Compile.Inline)]
    public static V NormalDistribution(V x, out V density)
    {
        V t = V.Min(V.Broadcast(15), V.Abs(x)); // Phi(-15) is 0 in float32
        V square = t * t;
        V rest = V.MultiplyAdd(t, t, -square); // what rounding took from the square
        V bell = Exp(square * V.Broadcast(-0.5f));
        bell = V.MultiplyAdd(bell, rest * V.Broadcast(-0.5f), bell);

        V r = V.Broadcast(1) / (t + V.Broadcast(4));
        V u = (t - V.Broadcast(4)) * r;
        V p = V.Broadcast(-1.34201788e-4f);
        p = V.MultiplyAdd(p, u, V.Broadcast(1.74649702e-4f));
        p = V.MultiplyAdd(p, u, V.Broadcast(1.56840826e-3f));
        p = V.MultiplyAdd(p, u, V.Broadcast(-3.51020425e-3f));
        p = V.MultiplyAdd(p, u, V.Broadcast(-7.52400275e-3f));
        p = V.MultiplyAdd(p, u, V.Broadcast(6.04034880e-2f));
        p = V.MultiplyAdd(p, u, V.Broadcast(-0.186523657f));
        p = V.MultiplyAdd(p, u, V.Broadcast(0.387136917f));
        p = V.MultiplyAdd(p, u, V.Broadcast(-0.607896580f));
        p = V.MultiplyAdd(p, u, V.Broadcast(0.755285135f));
        V tail = bell * (p * r); // Phi(-|x|)

        density = bell * V.Broadcast(0.398942280f);
        return V.IfGreater(x, V.Zero, V.Broadcast(1) - tail, tail);
    }

    /// <summary>f and n such that exp(x) = (1 + f) 2^n, with the logarithm of 1 + f at most ln 2 / 2 from 0.</summary>
    /// <remarks><see cref="Exponential"/> has the constants.</remarks>
    [MethodImpl(Compile.Inline)]
    private static V ExpFraction(V x, out V n)
    {
        n = V.Round(x * V.Broadcast(Exponential.Log2E));
        V r = V.MultiplyAdd(n, V.Broadcast(-Exponential.Ln2High), x);
        r = V.MultiplyAdd(n, V.Broadcast(-Exponential.Ln2Low), r);

        V p = V.Broadcast(Exponential.Power7);
        p = V.MultiplyAdd(p, r, V.Broadcast(Exponential.Power6));
        p = V.MultiplyAdd(p, r, V.Broadcast(Exponential.Power5));
        p = V.MultiplyAdd(p, r, V.Broadcast(Exponential.Power4));
        p = V.MultiplyAdd(p, r, V.Broadcast(Exponential.Power3));
        p = V.MultiplyAdd(p, r, V.Broadcast(Exponential.Power2));
        return V.MultiplyAdd(r * r, p, r);
    }
}
