using BatchNorm.Training;

namespace BatchNorm.Made;

/// <summary>Cancels a training as soon as some steps are done, in this process or another.</summary>
internal sealed class StopAfter(int completedBatches) : ITrainingObserver, IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public CancellationToken Cancellation => _stop.Token;

    public List<Exception> Failures { get; } = [];

    /// <summary>The steps it went on from, and the last sample before.</summary>
    public (int Batches, AccuracySample? Sample)? From { get; private set; }

    public void BatchTrained(int completed)
    {
        if (completed == completedBatches)
            _stop.Cancel();
    }

    public void SampleTaken(AccuracySample sample)
    {
    }

    public void WentOn(int completed, AccuracySample? latestSample)
    {
        From = (completed, latestSample);
        BatchTrained(completed);
    }

    public void CheckpointFailed(Exception exception) => Failures.Add(exception);

    public void Dispose() => _stop.Dispose();
}
