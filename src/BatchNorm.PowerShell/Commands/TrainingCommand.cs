using System.Management.Automation;
using BatchNorm.Networks;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Progress;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// A cmdlet that queues trainings as its input comes and writes results in the order of their input, each as soon as it and all before it are
/// there. The pool's threads train; only the pipeline's thread writes.
/// </summary>
/// <typeparam name="T">What it writes.</typeparam>
public abstract class TrainingCommand<T> : DatasetCommand
    where T : class
{
    private TrainingProgressReport? _report;

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Steps to train, each over one mini-batch, at least 1: 50000 unless given, as in the lesson.")]
    [WholeNumberText]
    [ValidateRange(1, int.MaxValue)]
    public int? TrainingBatches { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Steps between samples of the validation accuracy, at least 1: 500 unless given. The first sample is taken after step 0.")]
    [WholeNumberText]
    [ValidateRange(1, int.MaxValue)]
    public int? BatchesPerSample { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "Records the 15th, 50th and 85th percentiles of one unit's input in every hidden layer at each sample, for Export-ActivationPlot. It changes nothing in the training.")]
    [SwitchText]
    public SwitchParameter TraceActivation { get; set; }

    [Parameter(HelpMessage = "Networks trained at a time, each on one thread, 1 to 1024: as many as there are processors unless given. Results do not depend on it.")]
    [PSDefaultValue(Help = "the number of processors")]
    [WholeNumberText]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    [Parameter(HelpMessage = "Writes each result as soon as its training ends, and not in the order in which they were asked for.")]
    public SwitchParameter Unordered { get; set; }

    /// <summary>What the progress bar is headed with.</summary>
    protected abstract string Activity { get; }

    /// <summary>Trains what is queued; there from <see cref="BeginProcessing"/> on.</summary>
    protected TrainingPool<T> Pool { get; private set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Pool = new TrainingPool<T>(ThrottleLimit, isOrdered: !Unordered);
        _report = new TrainingProgressReport(this, Activity);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteFinished(TimeSpan.Zero);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Pool.CompleteAdding();
        while (!Pool.IsCompleted)
            WriteFinished(TrainingProgressReport.Interval);
        _report!.Complete();
    }

    /// <summary>Writes a result to the pipeline.</summary>
    protected abstract void Write(T result);

    /// <summary>Writes what trainings have told meanwhile, if anything; called again and again.</summary>
    protected virtual void WriteNews()
    {
    }

    /// <summary>Warns where training has batches that batch normalization can make nothing of.</summary>
    /// <param name="name">What is trained.</param>
    /// <param name="definition">The network.</param>
    /// <param name="batchSize">Images a step.</param>
    protected void WarnOfBatchesOfOne(string name, NetworkDefinition definition, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (batchSize == 1 && definition.NormalizesOverImagesAlone)
            WriteWarning($"Batches of one image teach '{name}' next to nothing: one image has no variance, so that batch normalization makes 0 of all its values, and of every image the same beta. Choose a larger -BatchSize; 60 is usual.");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Pool?.Dispose();
        base.Dispose(disposing);
    }

    private void WriteFinished(TimeSpan wait)
    {
        WriteNews();
        while (Take(wait) is { } outcome)
        {
            WriteNews();
            if (outcome.Result is { } result)
                Write(result);
            else
                WriteError(Failure.Of(outcome.Error!, outcome.Name));
        }

        _report!.Update(Pool);
    }

    private TrainingOutcome<T>? Take(TimeSpan wait) =>
        Cancellable(() => Pool.TryTake(wait, Cancellation, out TrainingOutcome<T>? outcome) ? outcome : null);
}
