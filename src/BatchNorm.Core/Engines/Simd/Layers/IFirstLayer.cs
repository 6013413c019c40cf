using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Randomness;

namespace BatchNorm.Engines.Simd.Layers;

/// <summary>A layer that reads images.</summary>
internal interface IFirstLayer<V> : ILayer
    where V : struct, IFloatVector<V>
{
    /// <summary>What the noise in training is drawn from, or null where there is none.</summary>
    RandomSource? Noise => null;

    /// <summary>Makes the layer's part in a training.</summary>
    IFirstTrainingStage StartTraining(Workspace<V> workspace);

    /// <summary>Makes the layer's part in an inference.</summary>
    IFirstInferenceStage StartInference(Workspace<V> workspace);
}
