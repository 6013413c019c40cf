using BatchNorm.Peers.Protocol;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Measures;

/// <summary>The lesson's In [4]: three layers of 100 ReLU, batches of 60, rate 0.01, a sample every 500 batches.</summary>
internal static class InFour
{
    /// <summary>How long In [5] is.</summary>
    public const int ShortBatches = 2_000;

    /// <summary>In [4], as long as is asked.</summary>
    public static PlainExperiment For(int batches, int batchesPerSample = 500) => new(
        HiddenLayer: [100, 100, 100],
        Activation: Activation.ReLU,
        WeightScale: 0.05,
        Epsilon: 0.001,
        Decay: 0.99,
        LearningRate: 0.01,
        BatchSize: 60,
        TrainingBatches: batches,
        BatchesPerSample: batchesPerSample,
        Seed: 1);

    /// <summary>In [5]: the same over 2,000 batches, sampled every 50.</summary>
    public static PlainExperiment Short => For(ShortBatches, batchesPerSample: 50);
}
