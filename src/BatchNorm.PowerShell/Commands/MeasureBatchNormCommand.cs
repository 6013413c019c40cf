using System.Globalization;
using System.Management.Automation;
using BatchNorm.Measurements;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Serialization;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Measure-BatchNorm: puts comparisons that differ in the seed only into groups, and says what each group shows.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "BatchNorm")]
[OutputType(typeof(BatchNormMeasurement))]
public sealed class MeasureBatchNormCommand : ComparisonsCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _ = TellMissing();
        foreach (ComparisonGroup group in ComparisonGroup.Partition(Comparisons))
        {
            try
            {
                var measurement = BatchNormMeasurement.Of(group, Settings);
                Warn(group, measurement);
                WriteObject(NamedView.Of(measurement));
            }
            catch (UnmeasurableGroupException exception)
            {
                WriteError(Failure.Of(exception, group.Settings));
            }
        }
    }

    /// <summary>Says what a group lacks that its numbers do not show.</summary>
    private void Warn(ComparisonGroup group, BatchNormMeasurement measurement)
    {
        if (group.RepeatedSeeds.Count > 0)
            WriteWarning($"The same run twice proves nothing more: seed {string.Join(", ", group.RepeatedSeeds)} is counted once. {group.Described}.");
        if (group.Unpaired is { } doubt)
            WriteWarning(doubt);

        if (measurement.Count == 1)
            WriteWarning($"One seed has no interval and no test: repeat the comparison, as with Compare-BatchNorm -Seed (1..20). {group.Described}.");
        if (measurement.HasTooFewPairsForP())
        {
            WriteWarning(string.Create(
                CultureInfo.InvariantCulture,
                $"{measurement.WilcoxonP:0.###} is the least p that {measurement.Count} pairs can give, whatever they show: it speaks of their number. Six and more can give less than 0.05. {group.Described}."));
        }

        if (measurement.ReachedCountWith is null)
        {
            WriteWarning(string.Create(
                CultureInfo.InvariantCulture,
                $"Without their samples, comparisons do not know their steps to {Accuracy}: keep them with Export-Clixml. {group.Described}."));
        }
    }
}
