using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNorm.Randomness;

/// <summary>
/// The Box-Muller transform: of u and v, uniform in [0, 1), it makes r cos(2 pi v) and r sin(2 pi v) with r = sqrt(-2 log(1 - u)), which are two
/// independent numbers of N(0, 1). Four pairs at a time, each as if it were alone, within a few units in the last place.
/// </summary>
/// <remarks>
/// The logarithm, the sine and the cosine are computed here and not by the system's library, so that they are the same to the bit on every
/// operating system. All that is used rounds once, as IEEE 754 demands. The polynomials are minimax ones, relative error below 4e-18.
/// </remarks>
internal static class BoxMuller
{
    private const double SquareRootOfHalf = 0.70710678118654752;
    private const double Ln2 = 0.69314718055994531;
    private const long ExponentBias = 1023;
    private const int MantissaBits = 52;

    /// <summary>2^52: what is added to it is rounded to a whole number, which then stands in the lowest bits.</summary>
    private const double Whole = 4503599627370496;

    /// <summary>Makes normal numbers of uniform ones.</summary>
    /// <param name="u">In [0, 1), multiples of 2^-53.</param>
    /// <param name="v">In [0, 1), multiples of 2^-53.</param>
    /// <returns>The two of each pair.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> Cosine, Vector256<double> Sine) Transform(Vector256<double> u, Vector256<double> v)
    {
        // 1 - u lies in (0, 1], exactly: its logarithm is finite
        Vector256<double> radius = Vector256.Sqrt(Log(Vector256<double>.One - u) * -2);
        (Vector256<double> cosine, Vector256<double> sine) = Turn(v);
        return (radius * cosine, radius * sine);
    }

    /// <summary>log(x) of a positive normal x.</summary>
    /// <remarks>
    /// x = 2^n (1 + f) with 1 + f from sqrt(1/2) to sqrt(2), and log(1 + f) = 2 atanh(s) with s = f / (2 + f), of which s^2 is at most 0.0295.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Log(Vector256<double> x)
    {
        Vector256<long> bits = x.AsInt64();
        Vector256<long> aboveHalf = bits - Vector256.Create(BitConverter.DoubleToInt64Bits(SquareRootOfHalf) - (ExponentBias << MantissaBits));
        Vector256<long> exponent = Vector256.ShiftRightLogical(aboveHalf, MantissaBits);
        Vector256<double> n = (exponent | Vector256.Create(Whole).AsInt64()).AsDouble() - Vector256.Create(Whole + ExponentBias);
        Vector256<long> scale = Vector256.ShiftLeft(exponent - Vector256.Create(ExponentBias), MantissaBits);
        Vector256<double> f = (bits - scale).AsDouble() - Vector256<double>.One;

        Vector256<double> s = f / (f + Vector256.Create(2.0));
        Vector256<double> z = s * s;
        Vector256<double> p = Vector256.Create(0.1479703233016313);
        p = Next(p, z, 0.15313951650079013);
        p = Next(p, z, 0.18183567812824958);
        p = Next(p, z, 0.22222198513721547);
        p = Next(p, z, 0.28571428742889116);
        p = Next(p, z, 0.39999999999412794);
        p = Next(p, z, 0.6666666666666735);
        return Vector256.FusedMultiplyAdd(n, Vector256.Create(Ln2), Vector256.FusedMultiplyAdd(s * z, p, s + s));
    }

    /// <summary>cos(2 pi v) and sin(2 pi v).</summary>
    /// <remarks>4 v = q + r with q whole and r from -1/2 to 1/2, exactly: they are cos(pi r / 2) and sin(pi r / 2), turned by q right angles.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Cosine, Vector256<double> Sine) Turn(Vector256<double> v)
    {
        Vector256<double> turns = v * 4;
        Vector256<double> rounded = turns + Vector256.Create(Whole);
        Vector256<double> r = turns - (rounded - Vector256.Create(Whole));
        Vector256<double> z = r * r;

        Vector256<double> sine = Vector256.Create(5.633721005314096e-08);
        sine = Next(sine, z, -3.5986417543868745e-06);
        sine = Next(sine, z, 0.00016044115029163048);
        sine = Next(sine, z, -0.004681754132282415);
        sine = Next(sine, z, 0.07969262624603957);
        sine = Next(sine, z, -0.6459640975062443);
        sine = Next(sine, z, 1.5707963267948966) * r;

        Vector256<double> cosine = Vector256.Create(-6.32120209209315e-09);
        cosine = Next(cosine, z, 4.7106096695321593e-07);
        cosine = Next(cosine, z, -2.5202036788294498e-05);
        cosine = Next(cosine, z, 0.0009192602741910677);
        cosine = Next(cosine, z, -0.02086348076331257);
        cosine = Next(cosine, z, 0.2536695079010468);
        cosine = Next(cosine, z, -1.2337005501361697);
        cosine = Next(cosine, z, 1);

        // A right angle takes (c, s) to (-s, c): odd q exchange the two, and the sign of a cosine is that of bit 1 of q + 1, of a sine that of q.
        Vector256<long> q = rounded.AsInt64();
        Vector256<double> isOdd = Vector256.LessThan(Vector256.ShiftLeft(q, 63), Vector256<long>.Zero).AsDouble();
        Vector256<long> sign = Vector256.Create(1L << 63);
        Vector256<double> signOfCosine = (Vector256.ShiftLeft(q + Vector256<long>.One, 62) & sign).AsDouble();
        Vector256<double> signOfSine = (Vector256.ShiftLeft(q, 62) & sign).AsDouble();
        return (Vector256.ConditionalSelect(isOdd, sine, cosine) ^ signOfCosine, Vector256.ConditionalSelect(isOdd, cosine, sine) ^ signOfSine);
    }

    /// <summary>The next coefficient of a polynomial: p z + coefficient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Next(Vector256<double> p, Vector256<double> z, double coefficient) =>
        Vector256.FusedMultiplyAdd(p, z, Vector256.Create(coefficient));
}
