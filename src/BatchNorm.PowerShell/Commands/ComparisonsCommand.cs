using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Serialization;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that gathers comparisons and tells what they show together.</summary>
public abstract class ComparisonsCommand : GatheringCommand
{
    private readonly List<BatchNormComparison> _comparisons = [];

    [Parameter(Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "Comparisons from Compare-BatchNorm, live or read back from Export-Clixml, Export-Csv or a job, and sweeps from Get-BatchNormSweep.")]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public PSObject[] InputObject { get; set; } = [];

    [Parameter(HelpMessage = "The test accuracy from which a run is a success, from 0 to 1: 0.9 unless given. The success rates count it.")]
    [NumberText]
    [ValidateRange(0.0, 1.0)]
    public double Threshold { get; set; } = 0.9;

    [Parameter(HelpMessage = "The validation accuracy that the steps are counted to, from 0 to 1: 0.9 unless given.")]
    [NumberText]
    [ValidateRange(0.0, 1.0)]
    public virtual double Accuracy { get; set; } = 0.9;

    [Parameter(HelpMessage = "The probability with which each interval holds what it estimates, from 0.5 to 0.9999: 0.95 unless given.")]
    [NumberText]
    [ValidateRange(0.5, 0.9999)]
    public double ConfidenceLevel { get; set; } = 0.95;

    /// <summary>What the pipeline brought so far, in its order.</summary>
    protected IReadOnlyList<BatchNormComparison> Comparisons => _comparisons;

    /// <summary>What counts as success, as good and as certain.</summary>
    protected MeasurementSettings Settings => new() { Threshold = Threshold, Accuracy = Accuracy, ConfidenceLevel = ConfidenceLevel };

    /// <inheritdoc/>
    protected override void ProcessRecord() => Gather(InputObject, Add);

    private void Add(PSObject source)
    {
        if (AccuracyData.AsComparisonOrRow(source) is { } comparison)
        {
            _comparisons.Add(comparison);
            return;
        }

        WriteError(Failure.NoComparison(source));
    }
}
