using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// Compare-BatchNorm: trains two networks that differ in batch normalization only, for every combination of the values
/// given, and emits the comparisons in the order of the grid, each as soon as it and all before it are done.
/// </summary>
[Cmdlet(VerbsData.Compare, "BatchNorm", DefaultParameterSetName = GivenScale)]
[OutputType(typeof(BatchNormComparison))]
public sealed class CompareBatchNormCommand : ExperimentCommand
{
    private PooledOutput<BatchNormComparison>? _output;
    private ComparisonRunner? _runner;

    [Parameter(HelpMessage = PooledOutput.ThrottleHelp)]
    [PSDefaultValue(Help = PooledOutput.ThrottleDefault)]
    [WholeNumberText]
    [ValidateRange(1, PooledOutput.MostThreads)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    [Parameter(HelpMessage = PooledOutput.UnorderedHelp)]
    public SwitchParameter Unordered { get; set; }

    [Parameter(HelpMessage = "Keeps the trained networks in the runs' Network property, for Test-Network and Export-NeuralNet. They take memory.")]
    public SwitchParameter KeepNetwork { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _output = new PooledOutput<BatchNormComparison>(this, "Comparing", ThrottleLimit, isOrdered: !Unordered, Write, Cancellation);
        _runner = new ComparisonRunner(_output.Pool, Images, KeepNetwork);
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
    protected override void Take(PublishedExperiment experiment) => _runner!.Add(experiment);

    /// <summary>The error stands in the place of the result.</summary>
    protected override void Refuse(string name, ArgumentException error) => _output!.Pool.AddFailure(name, error);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _output?.Dispose();
        base.Dispose(disposing);
    }

    private void Write(BatchNormComparison comparison)
    {
        PSObject output = PSObject.AsPSObject(comparison);
        if (comparison.Name.Length > 0)
            output.TypeNames.Insert(0, $"{typeof(BatchNormComparison)}#Named"); // the view that has room for a name
        WriteObject(output);
    }
}
