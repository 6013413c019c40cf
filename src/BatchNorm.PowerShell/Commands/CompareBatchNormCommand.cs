using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// Compare-BatchNorm: trains two networks that differ in batch normalization only, for every combination of the values
/// given, and emits the comparisons in the order of the grid, each as soon as it and all before it are done.
/// </summary>
[Cmdlet(VerbsData.Compare, "BatchNorm", DefaultParameterSetName = GivenScale)]
[OutputType(typeof(BatchNormComparison))]
public sealed class CompareBatchNormCommand : ExperimentCommand
{
    private IComparisonOutput? _output;

    [Parameter(HelpMessage = PooledOutput.ThrottleHelp)]
    [PSDefaultValue(Help = PooledOutput.ThrottleDefault)]
    [WholeNumberText]
    [ValidateRange(1, PooledOutput.MostThreads)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    [Parameter(HelpMessage = PooledOutput.UnorderedHelp)]
    public SwitchParameter Unordered { get; set; }

    [Parameter(HelpMessage = "Keeps the trained networks in the runs' Network property, for Test-Network and Export-NeuralNet. They take memory.")]
    public SwitchParameter KeepNetwork { get; set; }

    [Parameter(HelpMessage = "Keeps every run in this folder, a sweep, as soon as it is trained: what is there is read and not trained again, and what a Ctrl+C or a power cut left is gone on with. Not with -KeepNetwork. Without it, nothing is kept.")]
    [ArgumentCompleter(typeof(FolderCompleter))]
    [ValidateNotNullOrEmpty]
    public string? SweepPath { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (SweepPath is not null && KeepNetwork)
        {
            ThrowTerminatingError(Failure.New(
                "A sweep keeps what networks came to and not the networks: -KeepNetwork does not go with -SweepPath.",
                "KeepNetworkUnused", ErrorCategory.InvalidArgument, SweepPath, "Leave one of the two out."));
        }

        base.BeginProcessing();
        _output = SweepPath is null ? Pooled() : Swept(FullPath(SweepPath));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        _output!.WriteFinished();
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _output!.WriteAll();

    /// <inheritdoc/>
    protected override void Take(PublishedExperiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        _output!.Add(experiment);
        WriteVerbose($"Queued {experiment}, {experiment.TrainingBatches} batches on {Images.Name}.");
    }

    /// <summary>The error stands in the place of the result.</summary>
    protected override void Refuse(string name, ArgumentException reason) => _output!.AddFailure(name, reason);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _output?.Dispose();
        base.Dispose(disposing);
    }

    private PooledComparisons Pooled()
    {
        var output = new PooledOutput<BatchNormComparison>(this, "Comparing", ThrottleLimit, isOrdered: !Unordered, Write, Cancellation);
        return new PooledComparisons(output, new ComparisonRunner(output.Pool, Images, KeepNetwork));
    }

    private SweptComparisons Swept(string path)
    {
        try
        {
            return new SweptComparisons(this, path, Images, ImagesFolder, Write) { Threads = ThrottleLimit, IsOrdered = !Unordered };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OtherDataException)
        {
            ThrowTerminatingError(Failure.OfSweep(exception, path));
            throw; // not reached: ThrowTerminatingError throws
        }
    }

    private void Write(BatchNormComparison comparison) => WriteObject(NamedView.Of(comparison));
}
