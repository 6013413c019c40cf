using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>A convolution that reads the maps of another one, in the steps of a training.</summary>
internal sealed class MapConvolutionTraining<V> : ITrainingStage
    where V : struct, IFloatVector<V>
{
    private readonly ConvolutionShape _shape;
    private readonly InputGradient<V> _inputGradient;
    private readonly ConvolutionTraining<V> _convolution;

    /// <summary>Makes room.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="layer">Has the numbers.</param>
    /// <param name="shape">How large it is.</param>
    /// <param name="after">What follows the product.</param>
    public MapConvolutionTraining(Workspace<V> workspace, ProductLayer layer, ConvolutionShape shape, IAfterProduct after)
    {
        _shape = shape;
        _inputGradient = new InputGradient<V>(workspace, layer, shape);
        _convolution = new ConvolutionTraining<V>(workspace, layer, shape, after, _inputGradient);
    }

    /// <inheritdoc/>
    public NativeMatrix Forward(NativeMatrix x) => _convolution.Forward(_shape.Inputs<V>(x));

    /// <inheritdoc/>
    public NativeMatrix Backward(NativeMatrix gradient, Descent descent)
    {
        _convolution.Backward(gradient, descent);
        return _inputGradient.Values(gradient.Rows);
    }
}
