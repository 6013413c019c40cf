using System.Diagnostics;
using BatchNorm.Peers.Protocol;
using BatchNorm.Training;

namespace BatchNorm.Peers.Workers;

/// <summary>Notes time and memory along a long job. No garbage is collected for it: it notes what users would see.</summary>
internal sealed class ProgressSeries(Predicate<int> isOfInterest) : ITrainingObserver
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<ProgressPoint> _points = [];
    private int _done;

    /// <summary>One more is done.</summary>
    public void Advance() => BatchTrained(_done + 1);

    /// <inheritdoc/>
    public void BatchTrained(int completedBatches)
    {
        _done = completedBatches;
        if (isOfInterest(completedBatches))
            _points.Add(new ProgressPoint(completedBatches, _clock.Elapsed.TotalSeconds, ProcessMemory.Now));
    }

    /// <inheritdoc/>
    public void SampleTaken(AccuracySample sample)
    {
    }

    public SeriesAnswer ToAnswer() => new([.. _points]);
}
