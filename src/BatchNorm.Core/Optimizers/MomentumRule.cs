using System.Numerics;

namespace BatchNorm.Optimizers;

/// <summary>Descent along a velocity, the sum of all gradients so far, older ones counting less.</summary>
internal readonly struct MomentumRule(float rate, float momentum) : IUpdateRule<MomentumRule>
{
    public static string[] Memory => ["velocity"];

    public static MomentumRule For(double momentum, float learningRate, long step) => new(learningRate, (float)momentum);

    public Vector<float> Move(Vector<float> values, Vector<float> gradient, ref Vector<float> velocity, ref Vector<float> second)
    {
        velocity = (momentum * velocity) + gradient;
        return values - (rate * velocity);
    }
}
