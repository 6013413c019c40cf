using System.Numerics;

namespace BatchNorm.Optimizers;

/// <summary>The mean gradient, divided by the root of the mean square; both means are freed of their start at 0.</summary>
/// <param name="rate">r / (1 - m^t).</param>
/// <param name="decay">m.</param>
/// <param name="renewal">1 - m.</param>
/// <param name="correction">sqrt(1 - 0.999^t).</param>
internal readonly struct AdamRule(float rate, float decay, float renewal, float correction) : IUpdateRule<AdamRule>
{
    private const double SquareDecay = 0.999;
    private const float Epsilon = 1e-8f;

    public static string[] Memory => ["mean", "mean_square"];

    public static AdamRule For(double momentum, float learningRate, long step) => new(
        (float)(learningRate / (1 - Math.Pow(momentum, step))),
        (float)momentum,
        (float)(1 - momentum),
        (float)Math.Sqrt(1 - Math.Pow(SquareDecay, step)));

    public Vector<float> Move(Vector<float> values, Vector<float> gradient, ref Vector<float> mean, ref Vector<float> meanSquare)
    {
        mean = (decay * mean) + (renewal * gradient);
        meanSquare = ((float)SquareDecay * meanSquare) + ((float)(1 - SquareDecay) * gradient * gradient);
        Vector<float> root = Vector.SquareRoot(meanSquare) / new Vector<float>(correction);
        return values - (rate * mean / (root + new Vector<float>(Epsilon)));
    }
}
