using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>A convolution that reads images, in an inference.</summary>
internal sealed class ImageConvolutionInference<V, F>(Workspace<V> workspace, ConvolutionLayer<V, F> layer) : IFirstInferenceStage
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly BundledImages<V> _images = new(workspace, layer.Shape.Below);
    private readonly ConvolutionInference<V, F> _convolution = new(workspace, layer);

    /// <inheritdoc/>
    public NativeMatrix Infer(ImageSet images, int start, int count, StatisticsSource statistics, ActivationTraces? traces) =>
        _convolution.Infer(_images.Load(images, start, count), statistics, traces);
}
