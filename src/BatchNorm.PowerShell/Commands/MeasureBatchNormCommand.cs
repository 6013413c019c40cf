using System.Globalization;
using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Serialization;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Measure-BatchNorm: puts comparisons that differ in the seed only into groups, and says what each group shows.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "BatchNorm")]
[OutputType(typeof(BatchNormMeasurement), typeof(GroupMeasurement))]
public sealed class MeasureBatchNormCommand : ComparisonsCommand
{
    [Parameter(HelpMessage = "Measures one group for each combination of these settings, such as Activation, with each seed averaged over all others. Without it, a group for each combination of all.")]
    [ArgumentCompleter(typeof(PairGroupNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] GroupBy { get; set; } = [];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _ = TellMissing();
        if (GroupBy.Length > 0)
            MeasurePooled();
        else
            MeasureRepeats();
    }

    private void MeasureRepeats()
    {
        var measured = new List<BatchNormMeasurement>();
        foreach (ComparisonGroup group in ComparisonGroup.Partition(Comparisons))
        {
            try
            {
                var measurement = BatchNormMeasurement.Of(group, Settings);
                Warn(group, measurement);
                measured.Add(measurement);
            }
            catch (UnmeasurableGroupException exception)
            {
                WriteError(Failure.Of(exception, group.Settings));
            }
        }

        foreach (BatchNormMeasurement measurement in BatchNormMeasurement.Corrected(measured))
            WriteObject(NamedView.Of(measurement));
    }

    private void MeasurePooled()
    {
        var measured = new List<GroupMeasurement>();
        try
        {
            var grouping = new Grouping(GroupBy);
            foreach (IReadOnlyList<BatchNormComparison> group in GroupMeasurement.Partition(Comparisons, grouping))
                Measure(group, grouping, measured);
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(Failure.Of(exception, GroupBy));
        }

        WriteObject(GroupMeasurement.Corrected(measured), enumerateCollection: true);
    }

    private void Measure(IReadOnlyList<BatchNormComparison> group, Grouping grouping, List<GroupMeasurement> measured)
    {
        if (Cancellation.IsCancellationRequested)
            throw new PipelineStoppedException();

        try
        {
            var measurement = GroupMeasurement.Of(group, grouping, Settings);
            measured.Add(measurement);
            if (measurement.LeftOutCount > 0)
                WriteWarning($"{measurement.LeftOutCount} runs of '{measurement.Group}' were left out: their seeds lack one of {measurement.PooledCount} combinations of other settings.");
            if (measurement.Count == 1)
                WriteWarning($"One seed has no interval and no test, however many settings it is averaged over: {measurement.Group}.");
            else if (measurement.HasTooFewSeedsForP())
                WriteWarning(TooFew(measurement.WilcoxonP, $"{measurement.Count} seeds", measurement.Group));
        }
        catch (UnmeasurableGroupException exception)
        {
            WriteError(Failure.Of(exception, group));
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
            WriteWarning(TooFew(measurement.WilcoxonP, $"{measurement.Count} pairs", group.Described));
        if (measurement.ReachedCountWith is null)
        {
            WriteWarning(string.Create(
                CultureInfo.InvariantCulture,
                $"Without their samples, comparisons do not know their steps to {Accuracy}: keep them with Export-Clixml. {group.Described}."));
        }
    }

    private static string TooFew(double? p, string pairs, string group) => string.Create(
        CultureInfo.InvariantCulture,
        $"{p:0.###} is the least p that {pairs} can give, whatever they show: it speaks of their number. Six and more can give less than 0.05. {group}.");
}
