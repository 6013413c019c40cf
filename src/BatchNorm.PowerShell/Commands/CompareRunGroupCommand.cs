using System.Globalization;
using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Compare-RunGroup: holds groups of runs against each other, such as those of one activation against those of another.</summary>
[Cmdlet(VerbsData.Compare, "RunGroup")]
[OutputType(typeof(RunGroupComparison))]
public sealed class CompareRunGroupCommand : GatheringCommand
{
    private readonly List<TrainingRun> _runs = [];

    [Parameter(Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "Runs from Invoke-Training, or comparisons from Compare-BatchNorm, whose two runs are taken; live or read back from Export-Clixml or Export-Csv, and sweeps.")]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public PSObject[] InputObject { get; set; } = [];

    [Parameter(Mandatory = true, Position = 0,
        HelpMessage = "What makes the groups: names of settings such as Activation, or UseBatchNorm. Each seed is averaged over the combinations of all other settings.")]
    [ArgumentCompleter(typeof(RunGroupNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] GroupBy { get; set; } = [];

    [Parameter(Position = 1, HelpMessage = "The group that all others are held against, such as ReLU, or 'ReLU, 0.01' of two settings. Without it, each group against every one before it.")]
    [PSDefaultValue(Help = "each against every one before it")]
    [ValidateNotNullOrEmpty]
    public string? Reference { get; set; }

    [Parameter(HelpMessage = "The probability with which each interval holds what it estimates, from 0.5 to 0.9999: 0.95 unless given.")]
    [NumberText]
    [ValidateRange(0.5, 0.9999)]
    public double ConfidenceLevel { get; set; } = 0.95;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Gather(InputObject, Add);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _ = TellMissing();
        if (_runs.Count == 0)
            return;

        IReadOnlyList<RunGroupComparison> compared = [];
        try
        {
            compared = Cancellable(() => RunGroupComparison.All(
                _runs, new Grouping(GroupBy), Reference, ConfidenceLevel, (group, refusal) => WriteError(Failure.Of(refusal, group.Name)), Cancellation));
        }
        catch (Exception exception) when (exception is ArgumentException or UnmeasurableGroupException)
        {
            ThrowTerminatingError(Failure.Of(exception, GroupBy));
        }

        Warn(compared);
        WriteObject(compared, enumerateCollection: true);
    }

    private void Add(PSObject source)
    {
        if (AccuracyData.AsComparisonOrRow(source) is { } comparison)
            _runs.AddRange(ComparedRuns.Of(comparison));
        else if (AccuracyData.AsRun(source) is { } run)
            _runs.Add(run);
        else
        {
            WriteError(Failure.New(
                $"'{InputItems.Shown(source)}' holds no training run: it is a {source.TypeNames[0]}.",
                "NoRun", ErrorCategory.InvalidType, source, "Pipe in what Invoke-Training or Compare-BatchNorm wrote, or what Import-Clixml brings back of it."));
        }
    }

    /// <summary>Says once what the numbers do not show, of however many comparisons.</summary>
    private void Warn(IReadOnlyList<RunGroupComparison> compared)
    {
        if (compared.Any(comparison => comparison.LeftOutCount > 0))
            WriteWarning($"Runs without a counterpart on the other side were left out; LeftOutCount tells how many. First: {compared.First(comparison => comparison.LeftOutCount > 0)}.");
        if (compared.Any(comparison => comparison.P is null))
            WriteWarning($"One seed has no interval and no test, however many settings it is averaged over. First: {compared.First(comparison => comparison.P is null)}.");
        if (compared.FirstOrDefault(comparison => comparison.HasTooFewSeedsForP()) is { } few)
        {
            WriteWarning(string.Create(
                CultureInfo.InvariantCulture, $"{few.P:0.###} is the least p that so few seeds can give, whatever they show: it speaks of their number. First: {few}."));
        }
    }
}
