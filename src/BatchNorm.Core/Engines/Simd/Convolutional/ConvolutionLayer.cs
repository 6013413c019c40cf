using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// A convolution with its activation, batch normalization and pooling: y = pool(f(z + b)), pool(f(BN(z))) or pool(BN(f(z + b))). It reads images, or
/// the maps of another one, and gives maps as <see cref="MapLayout"/> has them.
/// </summary>
internal sealed class ConvolutionLayer<V, F> : ProductLayer, IFirstLayer<V>, IInnerLayer<V>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <summary>Makes room for a layer's numbers; everything is 0.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="definition">The network.</param>
    /// <param name="index">Which of its convolutions.</param>
    public ConvolutionLayer(NativeArena arena, ConvolutionalDefinition definition, int index)
        : base(arena, definition.Layers[index], definition.HasBias(index), definition.BatchNorm, V.Count)
    {
        Shape = ConvolutionShape.Of(definition, index);
        NormalizesLast = definition.BatchNorm?.Placement == BatchNormPlacement.AfterActivation;
    }

    /// <summary>How large it is.</summary>
    public ConvolutionShape Shape { get; }

    /// <summary>Whether batch normalization, if there is one, follows the activation.</summary>
    public bool NormalizesLast { get; }

    /// <inheritdoc/>
    IFirstTrainingStage IFirstLayer<V>.StartTraining(Workspace<V> workspace) =>
        new ImageConvolutionTraining<V>(workspace, this, Shape, AfterProduct(workspace));

    /// <inheritdoc/>
    IFirstInferenceStage IFirstLayer<V>.StartInference(Workspace<V> workspace) => new ImageConvolutionInference<V, F>(workspace, this);

    /// <inheritdoc/>
    ITrainingStage IInnerLayer<V>.StartTraining(Workspace<V> workspace) =>
        new MapConvolutionTraining<V>(workspace, this, Shape, AfterProduct(workspace));

    /// <inheritdoc/>
    IInferenceStage IInnerLayer<V>.StartInference(Workspace<V> workspace) => new ConvolutionInference<V, F>(workspace, this);

    private IAfterProduct AfterProduct(Workspace<V> workspace) =>
        Normalization is not { } numbers ? new BiasedMaps<V, F>(workspace, this, Shape)
        : NormalizesLast ? new NormalizedMaps<V, F, AfterActivation<V, F>>(workspace, this, numbers, Shape)
        : new NormalizedMaps<V, F, BeforeActivation<V, F>>(workspace, this, numbers, Shape);
}
