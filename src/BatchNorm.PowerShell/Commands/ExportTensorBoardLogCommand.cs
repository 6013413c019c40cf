using System.Globalization;
using System.Management.Automation;
using BatchNorm.Exporting;
using BatchNorm.Exporting.TensorBoard;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Export-TensorBoardLog: writes runs as the event files that TensorBoard reads.</summary>
[Cmdlet(VerbsData.Export, "TensorBoardLog", SupportsShouldProcess = true)]
[OutputType(typeof(DirectoryInfo))]
public sealed class ExportTensorBoardLogCommand : RunsCommand
{
    private string _folder = "";

    [Parameter(Mandatory = true, Position = 0,
        HelpMessage = "The folder to write, for tensorboard --logdir; it is made where it is missing, in one that is there. Every run gets a folder in it.")]
    [ArgumentCompleter(typeof(FolderCompleter))]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter(HelpMessage = "Refuses a folder that was exported to before: nothing is written where an event file is in the way.")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter(HelpMessage = "Writes the folder to the pipeline once all is there; without it nothing is.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override string Use => "export";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _folder = WritableFile(System.IO.Path.TrimEndingDirectorySeparator(Path));
        if (File.Exists(_folder))
        {
            ThrowTerminatingError(Failure.New(
                $"'{_folder}' is a file, and TensorBoard reads folders.",
                "InvalidPath", ErrorCategory.InvalidArgument, Path, "Name a folder, which need not exist."));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _ = TellMissing();
        TensorBoardLog log = TensorBoardLog.Of(ExportedRun.Of(Comparisons, Runs));
        if (log.Runs.Count == 0)
        {
            WarnOfNothingWritten(_folder);
            return;
        }

        if (!ShouldProcess(_folder, string.Create(CultureInfo.InvariantCulture, $"Export the event files of {log.Runs.Count} {Word(log.Runs.Count)}")))
            return;

        int others = 0;
        Save(new DirectoryInfo(_folder), PassThru, () =>
        {
            log.Save(_folder, overwrite: !NoClobber, Cancellation);
            others = log.Others(_folder).Count;
        });
        TellOfRepeated(log.Repeated);
        TellOfOthers(others);
    }

    private void TellOfRepeated(int count)
    {
        if (count > 0)
            WriteWarning(string.Create(CultureInfo.InvariantCulture, $"{count} {Word(count)} came twice, with the same settings and the same numbers to the last bit: each is written once."));
    }

    private void TellOfOthers(int count)
    {
        if (count > 0)
            WriteWarning(string.Create(CultureInfo.InvariantCulture, $"{count} {Word(count)} of earlier exports stand in '{_folder}' too, and TensorBoard shows them beside these."));
    }

    private static string Word(int count) => count == 1 ? "run" : "runs";
}
