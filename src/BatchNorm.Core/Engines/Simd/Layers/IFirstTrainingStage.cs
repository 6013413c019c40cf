using BatchNorm.Data;
using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Layers;

/// <summary>The first layer's part in the steps of a training: it reads the images itself, and nobody asks for their gradient.</summary>
internal interface IFirstTrainingStage
{
    /// <summary>The way forth; population statistics move.</summary>
    /// <param name="batch">Images of the network's size, at most as many as the workspace is for.</param>
    /// <returns>The layer's y, in memory of the stage, until the next call.</returns>
    NativeMatrix Forward(MiniBatch batch);

    /// <summary>The way back of the same batch.</summary>
    /// <param name="gradient">dL/dy; overwritten.</param>
    /// <param name="descent">What moves, and how far.</param>
    void Backward(NativeMatrix gradient, Descent descent);
}
