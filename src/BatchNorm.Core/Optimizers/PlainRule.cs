using System.Numerics;

namespace BatchNorm.Optimizers;

/// <summary>Plain descent.</summary>
internal readonly struct PlainRule(float rate) : IUpdateRule<PlainRule>
{
    public static string[] Memory => [];

    public static PlainRule For(double momentum, float learningRate, long step) => new(learningRate);

    public Vector<float> Move(Vector<float> values, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second) =>
        values - (rate * gradient);
}
