using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Layers;

/// <summary>A layer's part in an inference; it changes nothing in the layer.</summary>
internal interface IInferenceStage
{
    /// <summary>The layer's y.</summary>
    /// <param name="x">What the stage below made; may be overwritten.</param>
    /// <param name="statistics">What batch normalization normalizes with.</param>
    /// <param name="traces">Shows what the activation functions receive, or null.</param>
    /// <returns>In memory of the stage, until the next call.</returns>
    NativeMatrix Infer(NativeMatrix x, StatisticsSource statistics, ActivationTraces? traces);
}
