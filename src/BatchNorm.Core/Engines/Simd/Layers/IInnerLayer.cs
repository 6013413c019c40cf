using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Layers;

/// <summary>A layer that reads what another one made.</summary>
internal interface IInnerLayer<V> : ILayer
    where V : struct, IFloatVector<V>
{
    /// <summary>Makes the layer's part in a training.</summary>
    ITrainingStage StartTraining(Workspace<V> workspace);

    /// <summary>Makes the layer's part in an inference.</summary>
    IInferenceStage StartInference(Workspace<V> workspace);
}
