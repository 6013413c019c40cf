using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Layers;

/// <summary>A layer's part in the steps of a training.</summary>
internal interface ITrainingStage
{
    /// <summary>The way forth; population statistics move.</summary>
    /// <param name="x">What the stage below made of the batch; it stays until <see cref="Backward"/>.</param>
    /// <returns>The layer's y, in memory of the stage, until the next call.</returns>
    NativeMatrix Forward(NativeMatrix x);

    /// <summary>The way back of the same batch.</summary>
    /// <param name="gradient">dL/dy; overwritten.</param>
    /// <param name="descent">What moves, and how far.</param>
    /// <returns>dL/dx, with the parameters as they were on the way forth, in memory of the stage.</returns>
    NativeMatrix Backward(NativeMatrix gradient, Descent descent);
}
