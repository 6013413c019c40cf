using System.Numerics;

namespace BatchNorm.Optimizers;

/// <summary>Gradients divided by the root of their mean square, but not by less than a floor.</summary>
internal readonly struct RmsPropRule(float rate, float decay, float renewal) : IUpdateRule<RmsPropRule>
{
    private const float Floor = 1e-5f;

    public static string[] Memory => ["mean_square"];

    public static RmsPropRule For(double momentum, float learningRate, long step) => new(learningRate, (float)momentum, (float)(1 - momentum));

    public Vector<float> Move(Vector<float> values, Vector<float> gradient, ref Vector<float> meanSquare, ref Vector<float> second)
    {
        meanSquare = (decay * meanSquare) + (renewal * gradient * gradient);
        return values - (rate * gradient / Vector.Max(Vector.SquareRoot(meanSquare), new Vector<float>(Floor)));
    }
}
