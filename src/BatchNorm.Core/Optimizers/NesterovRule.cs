using System.Numerics;

namespace BatchNorm.Optimizers;

/// <summary>Descent along the velocity as it would be a step later, were the gradient 0 there.</summary>
internal readonly struct NesterovRule(float rate, float momentum) : IUpdateRule<NesterovRule>
{
    public static string[] Memory => ["velocity"];

    public static NesterovRule For(double momentum, float learningRate, long step) => new(learningRate, (float)momentum);

    public Vector<float> Move(Vector<float> values, Vector<float> gradient, ref Vector<float> velocity, ref Vector<float> second)
    {
        velocity = (momentum * velocity) + gradient;
        return values - (rate * (gradient + (momentum * velocity)));
    }
}
