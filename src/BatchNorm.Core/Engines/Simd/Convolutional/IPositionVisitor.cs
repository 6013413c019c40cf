using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>What the way back through pooling does with a map of a bundle.</summary>
internal unsafe interface IPositionVisitor<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>Sees four positions that one average was taken of.</summary>
    /// <param name="top">The upper two, side by side.</param>
    /// <param name="bottom">The lower two.</param>
    /// <param name="gradient">dL/dy of their average.</param>
    void Window(float* top, float* bottom, V gradient);

    /// <summary>Sees a position that pooling dropped.</summary>
    void Rest(float* z);
}
