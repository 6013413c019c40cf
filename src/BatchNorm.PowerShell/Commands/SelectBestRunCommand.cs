using System.Management.Automation;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Selection;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// Select-BestRun: picks the best run of all, or of each group. Sort-Object would put NaN first or last and a diverged network's accuracy, that of
/// class 0, among the others.
/// </summary>
[Cmdlet(VerbsCommon.Select, "BestRun")]
[OutputType(typeof(TrainingRun))]
public sealed class SelectBestRunCommand : GatheringCommand
{
    private readonly List<TrainingRun> _runs = [];

    [Parameter(Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "Runs from Invoke-Training, or comparisons from Compare-BatchNorm, whose two runs are taken; live or read back from Export-Clixml.")]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public PSObject[] InputObject { get; set; } = [];

    [Parameter(Position = 0,
        HelpMessage = "What makes a run better: ValidationAccuracy unless given, ValidationLoss (at the last sample), or TestAccuracy, after which no unseen images are left to judge by.")]
    [NameText<RunCriterion>]
    public RunCriterion By { get; set; }

    [Parameter(HelpMessage = "Picks one run for each combination of these: names of settings such as Activation, or UseBatchNorm. Without it, one of all runs.")]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] GroupBy { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Gather(InputObject, Add);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _ = TellMissing();
        try
        {
            foreach (BestRun group in BestRun.Of(_runs, By, GroupBy))
                Write(group);
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(Failure.Of(exception, GroupBy));
        }
    }

    private void Add(PSObject source)
    {
        if (AccuracyData.AsComparison(source) is { } comparison)
            _runs.AddRange([comparison.WithoutBatchNorm, comparison.WithBatchNorm]);
        else if (AccuracyData.AsRun(source) is { } run)
            _runs.Add(run);
        else
        {
            WriteError(Failure.New(
                $"'{InputItems.Shown(source)}' holds no training run: it is a {source.TypeNames[0]}.",
                "NoRun", ErrorCategory.InvalidType, source, "Pipe in what Invoke-Training or Compare-BatchNorm wrote, or what Import-Clixml brings back of it."));
        }
    }

    private void Write(BestRun group)
    {
        if (group.Datasets.Count > 1)
        {
            WriteError(Failure.New(
                $"These runs are of different data ({string.Join(", ", group.Datasets)}), and none is better than another: {Named(group.Runs[0])}.",
                "MixedDatasets", ErrorCategory.InvalidData, group.Runs, "Select of one dataset at a time: -GroupBy DatasetHash."));
            return;
        }

        string left = group.LeftOut == 0 ? "" : $" {group.LeftOut} of {group.Runs.Count} runs diverged or have no finite {By}, and were left out.";
        if (group.Best.Count == 0)
        {
            WriteError(Failure.New(
                $"None of {group.Runs.Count} runs is best: all diverged or have no finite {By}. {Named(group.Runs[0])}.",
                "AllDiverged", ErrorCategory.InvalidResult, group.Runs, "Lower the learning rate, or train with batch normalization."));
            return;
        }

        if (group.Best.Count > 1)
            WriteWarning($"{group.Best.Count} runs are equally good, and the first of them is taken: {string.Join("; ", group.Best.Select(Named))}.{left}");
        else if (left.Length > 0)
            WriteVerbose(left.TrimStart());
        WriteObject(group.Best[0]);
    }

    private static string Named(TrainingRun run) => $"{run.Name}, {run.ToSettings() with { Name = "" }}, seed {run.Seed}";
}
