namespace BatchNorm.Engines.Simd.Layers;

/// <summary>What the way back moves, and how far: m -= rate g for every gradient g.</summary>
/// <param name="IntoGradients">Whether m are numbers kept for the gradients, 0 before, in place of the parameters themselves.</param>
/// <param name="Rate">The learning rate.</param>
internal readonly record struct Descent(bool IntoGradients, float Rate)
{
    /// <summary>
    /// Leaves the gradients, unrounded: a step of descent that begins at 0 with the learning rate -1 ends at 0 - (-1) g. So kernels that
    /// descend give gradients as well.
    /// </summary>
    public static Descent ToGradients { get; } = new(IntoGradients: true, Rate: -1);

    /// <summary>A step of plain gradient descent.</summary>
    public static Descent Of(float learningRate) => new(IntoGradients: false, learningRate);
}
