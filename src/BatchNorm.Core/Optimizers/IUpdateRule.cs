using System.Numerics;

namespace BatchNorm.Optimizers;

/// <summary>The formula of an optimizer for one step, element by element. <see cref="OptimizerSettings"/> has all of them.</summary>
/// <remarks>
/// Products and sums are rounded one by one, never fused, and elements do not mix: vectors of every width, on every processor, give the
/// same bits.
/// </remarks>
internal interface IUpdateRule<TSelf>
    where TSelf : struct, IUpdateRule<TSelf>
{
    /// <summary>What is remembered of every number, by name: two things at most.</summary>
    static abstract string[] Memory { get; }

    /// <summary>The formula for a step.</summary>
    /// <param name="momentum">The setting.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="step">Counted from 1.</param>
    static abstract TSelf For(double momentum, float learningRate, long step);

    /// <summary>What parameters become.</summary>
    /// <param name="values">The parameters.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="first">The first thing remembered of them, which becomes that after the step.</param>
    /// <param name="second">The second one.</param>
    Vector<float> Move(Vector<float> values, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second);
}
