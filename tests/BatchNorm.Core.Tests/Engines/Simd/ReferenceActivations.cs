using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd;

/// <summary>The activation functions as PyTorch's documentation defines them, in double precision.</summary>
internal static class ReferenceActivations
{
    public static double Evaluate(Activation activation, double x) => activation switch
    {
        Activation.ReLU => Math.Max(0, x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.Tanh => Math.Tanh(x),
        Activation.LeakyReLU => x > 0 ? x : 0.01 * x,
        Activation.ELU => x > 0 ? x : Math.Exp(x) - 1,
        Activation.GELU => x * NormalDistribution(x),
        Activation.SiLU => x / (1 + Math.Exp(-x)),
        Activation.Softplus => x > 30 ? x : Math.Log(1 + Math.Exp(x)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    /// <summary>
    /// Phi(x), by the series 1/2 + phi(x) (x + x^3/3 + x^5/15 + ...) near 0 and by the continued fraction of the tail beyond
    /// (Abramowitz and Stegun 26.2.11 and 26.2.14).
    /// </summary>
    public static double NormalDistribution(double x)
    {
        double t = Math.Abs(x);
        double density = Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
        if (t < 3)
        {
            double term = t;
            double sum = t;
            for (int n = 3; n < 100; n += 2)
                sum += term *= t * t / n;
            return 0.5 + (Math.Sign(x) * density * sum);
        }

        double fraction = t;
        for (int n = 80; n > 0; n--)
            fraction = t + (n / fraction);
        double tail = density / fraction;
        return x > 0 ? 1 - tail : tail;
    }
}
