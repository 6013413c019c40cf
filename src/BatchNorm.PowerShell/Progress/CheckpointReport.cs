using System.Collections.Concurrent;
using System.Management.Automation;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Progress;

/// <summary>What a training tells of its checkpoint, on its own thread, until the pipeline's thread writes it.</summary>
/// <param name="cmdlet">Writes it.</param>
/// <param name="checkpoint">The checkpoint.</param>
internal sealed class CheckpointReport(Cmdlet cmdlet, ICheckpoint checkpoint)
{
    private readonly ConcurrentQueue<Action> _news = [];

    /// <summary>An observer that tells of the checkpoint, and leaves all else to another.</summary>
    public ITrainingObserver Observer(TrainingProgress progress) => new CheckpointObserver(progress, this);

    /// <summary>Writes what is new. For the pipeline's thread.</summary>
    public void Write()
    {
        while (_news.TryDequeue(out Action? write))
            write();
    }

    private sealed class CheckpointObserver(TrainingProgress progress, CheckpointReport report) : ITrainingObserver
    {
        private string? _lastFailure;

        public void BatchTrained(int completedBatches) => progress.BatchTrained(completedBatches);

        public void SampleTaken(AccuracySample sample) => progress.SampleTaken(sample);

        public void WentOn(int completedBatches, AccuracySample? latestSample)
        {
            progress.WentOn(completedBatches, latestSample);
            report.Add(cmdlet => cmdlet.WriteVerbose($"'{progress.Name}' goes on after batch {completedBatches} of {progress.TotalBatches}, where {report.Name} has it."));
        }

        /// <summary>A disk that is full is full every minute: it is told once.</summary>
        public void CheckpointFailed(Exception exception)
        {
            if (exception.Message == _lastFailure)
                return;
            _lastFailure = exception.Message;
            report.Add(cmdlet => cmdlet.WriteWarning($"{exception.Message} '{progress.Name}' is trained on, and {report.Name} is tried again later: until then, an interruption costs what was trained since it was last written."));
        }
    }

    private string Name => checkpoint.Name;

    private void Add(Action<Cmdlet> write) => _news.Enqueue(() => write(cmdlet));
}
