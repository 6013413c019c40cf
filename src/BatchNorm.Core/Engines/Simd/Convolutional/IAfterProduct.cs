using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// What follows the product in a convolution, bias or normalization, activation and pooling, in the steps of a training. It asks for the product
/// bundle by bundle and hands back the gradient so, as a bundle that was just worked on is still in the cache.
/// </summary>
internal interface IAfterProduct
{
    /// <summary>y of the batch.</summary>
    /// <param name="z">The products; to be left alone until <see cref="Backward"/>.</param>
    /// <param name="y">What the layer makes of them; overwritten.</param>
    /// <param name="multiply">Makes the products of a bundle, once of each.</param>
    void Forward(NativeMatrix z, NativeMatrix y, Action<Bundle> multiply);

    /// <summary>dL/dz of the batch, and one step of descent for bias, gamma and beta.</summary>
    /// <param name="z">The products; become dL/dz, 0 in lanes without an image.</param>
    /// <param name="gradient">dL/dy.</param>
    /// <param name="use">Uses dL/dz of a bundle, once of each.</param>
    /// <param name="moved">What descends.</param>
    /// <param name="learningRate">The step.</param>
    void Backward(NativeMatrix z, NativeMatrix gradient, Action<Bundle> use, LayerNumbers moved, float learningRate);
}
