using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Settings;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>New-BatchNormSweep: makes a folder of comparisons to be trained, or adds comparisons to one that is there.</summary>
[Cmdlet(VerbsCommon.New, "BatchNormSweep", DefaultParameterSetName = GivenScale, SupportsShouldProcess = true)]
[OutputType(typeof(SweepStatus))]
public sealed class NewBatchNormSweepCommand : ExperimentCommand
{
    private readonly List<PublishedExperiment> _experiments = [];
    private string _fullPath = "";

    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The folder of the sweep. It is made where it is missing; a sweep that is there gets the cells that it lacks, and must be of the same data.")]
    [ArgumentCompleter(typeof(FolderCompleter))]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Not by its place, which is the folder's here.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = ActivationHelp)]
    [NameText<Activation>(Several = true)]
    [ValidateNotNullOrEmpty]
    public override Activation[]? Activation { get; set; }

    /// <inheritdoc cref="Activation"/>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = LearningRateHelp)]
    [NumberText(Several = true)]
    [ValidateNotNullOrEmpty]
    [ValidatePositive]
    public override double[]? LearningRate { get; set; }

    private SweepData Data => new(Images.Name, Images.Sha256, ImagesFolder);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _fullPath = FullPath(Path);
        base.BeginProcessing();
        OrEnd(() => Existing());
    }

    /// <inheritdoc/>
    protected override void Take(PublishedExperiment experiment) => _experiments.Add(Resolver.Resolve(experiment));

    /// <inheritdoc/>
    protected override void Refuse(string name, ArgumentException reason) => WriteError(Failure.Of(reason, name));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_experiments.Count == 0)
        {
            WriteWarning($"Nothing came in that can be trained: '{_fullPath}' is as it was.");
            return;
        }

        if (OrEnd(MayAdd))
            WriteObject(OrEnd(Add));
    }

    private bool MayAdd() => Existing() is { } sweep
        ? ShouldProcess(_fullPath, $"Add {Cells(sweep.CountNew(_experiments))} to the sweep")
        : ShouldProcess(_fullPath, $"Make a sweep of {Cells(_experiments.DistinctBy(SettingKey.Of).Count())}");

    private SweepStatus Add()
    {
        SweepFolder sweep = SweepFolder.Create(_fullPath, Data);
        WriteVerbose($"Added {Cells(sweep.Add(_experiments))} to '{_fullPath}'.");
        return new SweepSurvey(sweep).Status();
    }

    /// <summary>The sweep that is there, or null where there is none.</summary>
    private SweepFolder? Existing() => SweepFolder.IsSweep(_fullPath) ? SweepFolder.Create(_fullPath, Data) : null;

    private static string Cells(int count) => count == 1 ? "1 cell" : $"{count} cells";

    private T OrEnd<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OtherDataException)
        {
            ThrowTerminatingError(Failure.OfSweep(exception, _fullPath));
            throw; // not reached: ThrowTerminatingError throws
        }
    }
}
