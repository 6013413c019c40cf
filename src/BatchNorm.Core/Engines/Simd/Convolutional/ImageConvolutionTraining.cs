using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>A convolution that reads images, in the steps of a training.</summary>
internal sealed class ImageConvolutionTraining<V>(Workspace<V> workspace, ProductLayer layer, ConvolutionShape shape, IAfterProduct after)
    : IFirstTrainingStage
    where V : struct, IFloatVector<V>
{
    private readonly BundledImages<V> _images = new(workspace, shape.Below);
    private readonly ConvolutionTraining<V> _convolution = new(workspace, layer, shape, after, inputGradient: null);

    /// <inheritdoc/>
    public NativeMatrix Forward(MiniBatch batch) => _convolution.Forward(_images.Load(batch.Images, batch.Indices));

    /// <inheritdoc/>
    public void Backward(NativeMatrix gradient, Descent descent) => _convolution.Backward(gradient, descent);
}
