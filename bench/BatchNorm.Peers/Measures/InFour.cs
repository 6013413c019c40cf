using BatchNorm.Experiments;

namespace BatchNorm.Peers.Measures;

/// <summary>The lesson's In [4]: three layers of 100 ReLU, batches of 60, rate 0.01, a sample every 500 batches.</summary>
internal static class InFour
{
    /// <summary>In [4], as long as is asked.</summary>
    public static Experiment For(int batches, int batchesPerSample = 500)
    {
        var experiment = new Experiment();
        return experiment with
        {
            Training = experiment.Training with { TrainingBatches = batches, BatchesPerSample = batchesPerSample },
        };
    }

    /// <summary>In [5]: the same over 2,000 batches, sampled every 50.</summary>
    public static Experiment Short => For(batches: 2_000, batchesPerSample: 50);
}
