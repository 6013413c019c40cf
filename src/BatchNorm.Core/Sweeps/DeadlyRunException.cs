namespace BatchNorm.Sweeps;

/// <summary>Workers died of a run, one after the other, and none got any further than the one before.</summary>
internal sealed class DeadlyRunException(int workers)
    : Exception($"{workers} workers died while they trained this run, and none got further than the one before: it may need more memory than they have. Start the sweep again to try once more.");
