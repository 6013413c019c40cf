using System.Globalization;
using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Serialization;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Measure-BatchNorm: puts comparisons that differ in the seed only into groups, and says what each group shows.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "BatchNorm")]
[OutputType(typeof(BatchNormMeasurement))]
public sealed class MeasureBatchNormCommand : PSCmdlet
{
    private readonly List<BatchNormComparison> _comparisons = [];

    /// <summary>Comparisons, live or back from a file, a job or another machine.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "Comparisons from Compare-BatchNorm, live or read back from Export-Clixml or Export-Csv.")]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The test accuracy from which a run is a success.</summary>
    [Parameter(HelpMessage = "The test accuracy from which a run is a success, 0 to 1: what the success rates count.")]
    [ValidateRange(0.0, 1.0)]
    public double Threshold { get; set; } = 0.9;

    /// <summary>The validation accuracy that steps are counted to.</summary>
    [Parameter(HelpMessage = "The validation accuracy that the steps are counted to, 0 to 1.")]
    [ValidateRange(0.0, 1.0)]
    public double Accuracy { get; set; } = 0.9;

    /// <summary>The probability with which an interval holds what it estimates.</summary>
    [Parameter(HelpMessage = "The probability with which each interval holds what it estimates: 0.95 for 95 % intervals.")]
    [ValidateRange(0.5, 0.9999)]
    public double ConfidenceLevel { get; set; } = 0.95;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject source in InputObject)
            Add(source);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var settings = new MeasurementSettings { Threshold = Threshold, Accuracy = Accuracy, ConfidenceLevel = ConfidenceLevel };
        foreach (ComparisonGroup group in ComparisonGroup.Partition(_comparisons))
        {
            try
            {
                var measurement = BatchNormMeasurement.Of(group, settings);
                Warn(group, measurement);
                WriteObject(Marked(measurement));
            }
            catch (UnmeasurableGroupException exception)
            {
                WriteError(Failure.Of(exception, group.Settings));
            }
        }
    }

    private void Add(PSObject source)
    {
        IReadOnlyList<string> missing = [];
        if ((AccuracyData.AsComparison(source) ?? ComparisonRow.Read(source, out missing)) is { } comparison)
            _comparisons.Add(comparison);
        else if (ComparisonRow.IsRow(source))
        {
            WriteError(Failure.New(
                $"This is no whole comparison. Missing or not to be read: {string.Join(", ", missing)}.",
                "IncompleteComparison", ErrorCategory.InvalidData, source, "Keep all columns that Export-Csv writes, or use Export-Clixml."));
        }
        else
        {
            WriteError(Failure.New(
                $"'{source}' is no comparison: it is a {source.TypeNames[0]}.",
                "NoComparison", ErrorCategory.InvalidType, source, "Pipe in what Compare-BatchNorm wrote."));
        }
    }

    /// <summary>Says what a group lacks that its numbers do not show.</summary>
    private void Warn(ComparisonGroup group, BatchNormMeasurement measurement)
    {
        if (group.RepeatedSeeds.Count > 0)
            WriteWarning($"The same run twice proves nothing more: seed {string.Join(", ", group.RepeatedSeeds)} is counted once. {group.Settings}.");
        if (group.UnpairedSeeds.Count > 0)
        {
            WriteWarning($"The two runs of seed {string.Join(", ", group.UnpairedSeeds)} are not known to have started from the same weights "
                + $"and seen the same batches: their difference need not be of batch normalization only. {group.Settings}.");
        }

        if (measurement.Count == 1)
            WriteWarning($"One seed has no interval and no test: repeat the comparison, as with Compare-BatchNorm -Seed (1..20). {group.Settings}.");
        if (measurement.ReachedCountWith is null)
        {
            WriteWarning(string.Create(
                CultureInfo.InvariantCulture,
                $"Without their samples, comparisons do not know their steps to {Accuracy}: keep them with Export-Clixml. {group.Settings}."));
        }
    }

    /// <summary>A measurement of an experiment that has a name is shown in the view that has room for it.</summary>
    private static PSObject Marked(BatchNormMeasurement measurement)
    {
        PSObject output = PSObject.AsPSObject(measurement);
        if (measurement.Name.Length > 0)
            output.TypeNames.Insert(0, $"{typeof(BatchNormMeasurement)}#Named");
        return output;
    }
}
