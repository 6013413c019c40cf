using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>The gradient to what a convolution reads: dx = dz * mirrored W.</summary>
internal sealed class InputGradient<V>(Workspace<V> workspace, ProductLayer layer, ConvolutionShape shape)
    where V : struct, IFloatVector<V>
{
    private readonly NativeMatrix _values = workspace.AllocateRows(shape.Below.Values);

    private readonly NativeMatrix _mirrored = workspace.Arena.AllocateMatrix(
        shape.Product.Maps * shape.KernelSize * shape.KernelSize, shape.Below.Maps, V.Count);

    /// <summary>Begins with a batch: W is as it was on the way forth.</summary>
    public void Begin() => MirroredKernels.Write(layer.Weight, shape.KernelSize, _mirrored);

    /// <summary>Makes dx of a bundle's dz.</summary>
    public void Multiply(Bundle dz) =>
        ConvolutionProduct<V>.Multiply(dz, shape.KernelSize, _mirrored, new Bundle(_values, shape.Below, dz.FirstImage));

    /// <summary>dx of as many images, images x values.</summary>
    public NativeMatrix Values(int images) => _values.Slice(0, images);
}
