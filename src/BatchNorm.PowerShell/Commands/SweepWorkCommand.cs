using System.Management.Automation;
using BatchNorm.PowerShell.Parameters;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that has a sweep worked on. Where that cannot be, it ends.</summary>
public abstract class SweepWorkCommand : SweepCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The folder of the sweep, taken as it is written: wildcards stand for themselves. The cmdlets of sweeps take it from each other through the pipeline.")]
    [ArgumentCompleter(typeof(FolderCompleter))]
    [Alias("PSPath", "LiteralPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter(HelpMessage = "How often a run that failed is tried again, from 0: 2 unless given. Workers that died are not counted.")]
    [WholeNumberText]
    [ValidateRange(0, int.MaxValue)]
    public int RetryCount { get; set; } = 2;

    [Parameter(HelpMessage = "The images, where they are not to be had as they were when the sweep was made: a published set such as Mnist, or Synthetic. The sweep's own unless given. Other images than the sweep's are refused.")]
    [PSDefaultValue(Help = "the sweep's")]
    [DatasetName]
    [ArgumentCompleter(typeof(DatasetNameCompleter))]
    public string? Dataset { get; set; }

    [Parameter(HelpMessage = "The folder of the images, where it is not where the sweep says. The sweep's own unless given.")]
    [PSDefaultValue(Help = "where the sweep says")]
    [ValidateNotNullOrEmpty]
    public string? DatasetPath { get; set; }

    /// <inheritdoc/>
    private protected sealed override IEnumerable<string> Folders() => [FullPath(Path)];

    /// <inheritdoc/>
    protected override void Refuse(ErrorRecord failure) => ThrowTerminatingError(failure);
}
