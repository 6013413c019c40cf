using BatchNorm.Experiments;

namespace BatchNorm.Sweeps;

/// <summary>How long what is left of a sweep takes, by what its first runs took.</summary>
public static class SweepEstimate
{
    /// <summary>Cells whose runs are looked at: enough to tell minutes from days, and few enough to be read at once.</summary>
    private const int Cells = 5;

    /// <summary>The time on one thread; null where no cell is done yet.</summary>
    /// <exception cref="IOException">The sweep cannot be read.</exception>
    public static TimeSpan? Of(SweepFolder sweep, SweepStatus status)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(status);
        if (status.Done == 0)
            return null;

        double[] secondsPerBatch =
        [
            .. sweep.Cells().Select(sweep.TryReadComparison).OfType<BatchNormComparison>().Take(Cells)
                .Select(done => (done.WithoutBatchNorm.Duration + done.WithBatchNorm.Duration).TotalSeconds / (2.0 * done.TrainingBatches)),
        ];
        return secondsPerBatch.Length == 0 ? null : TimeSpan.FromSeconds(secondsPerBatch.Average() * (status.TotalBatches - status.CompletedBatches));
    }
}
