using BatchNorm.Data;
using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Layers;

/// <summary>The first layer's part in an inference; it changes nothing in the layer.</summary>
internal interface IFirstInferenceStage
{
    /// <summary>The layer's y of consecutive images.</summary>
    /// <param name="images">The set they are in, of the network's size.</param>
    /// <param name="start">The first image.</param>
    /// <param name="count">How many; at most as many as the workspace is for.</param>
    /// <param name="statistics">What batch normalization normalizes with.</param>
    /// <param name="traces">Shows what the activation functions receive, or null.</param>
    /// <returns>In memory of the stage, until the next call.</returns>
    NativeMatrix Infer(ImageSet images, int start, int count, StatisticsSource statistics, ActivationTraces? traces);
}
