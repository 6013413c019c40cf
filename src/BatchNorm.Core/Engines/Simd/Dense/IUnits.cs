using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>What follows the product in a hidden layer: activation, bias or normalization, in the steps of a training.</summary>
internal interface IUnits
{
    /// <summary>y of z, images x units.</summary>
    /// <param name="z">The product; overwritten, and to be left alone until <see cref="Backward"/>.</param>
    /// <returns>In memory of the units, until the next call.</returns>
    NativeMatrix Forward(NativeMatrix z);

    /// <summary>Makes dL/dz of dL/dy, in place, and one step of descent for bias, gamma and beta.</summary>
    /// <param name="gradient">images x units: dL/dy; becomes dL/dz.</param>
    /// <param name="moved">What descends.</param>
    /// <param name="learningRate">The step.</param>
    void Backward(NativeMatrix gradient, LayerNumbers moved, float learningRate);
}
