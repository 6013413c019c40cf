namespace BatchNorm.Engines.Simd.Vectors;

/// <summary>
/// The constants of exp(x) = 2^n exp(r) with n = x / ln 2, rounded, and r = x - n ln 2, at most ln 2 / 2 from 0:
/// exp(r) = 1 + r + r^2 (a_2 + a_3 r + ... + a_7 r^5).
/// </summary>
/// <remarks>The polynomial is that of xexpf_u1 in SLEEF (Shibata and Petrogalli, 2020).</remarks>
internal static class Exponential
{
    /// <summary>1 / ln 2.</summary>
    public const float Log2E = 1.44269504f;

    /// <summary>The larger part of ln 2; n times it is exact, since it has trailing zeros (Cody and Waite, 1980).</summary>
    public const float Ln2High = 0.693145751953125f;

    /// <summary>The rest of ln 2.</summary>
    public const float Ln2Low = 1.42860677e-6f;

    /// <summary>a_2.</summary>
    public const float Power2 = 0.5f;

    /// <summary>a_3.</summary>
    public const float Power3 = 0.166666672f;

    /// <summary>a_4.</summary>
    public const float Power4 = 4.16664854e-2f;

    /// <summary>a_5.</summary>
    public const float Power5 = 8.33336077e-3f;

    /// <summary>a_6.</summary>
    public const float Power6 = 1.39304355e-3f;

    /// <summary>a_7.</summary>
    public const float Power7 = 1.98527618e-4f;
}
