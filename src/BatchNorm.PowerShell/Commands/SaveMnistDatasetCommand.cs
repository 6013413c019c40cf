using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Reporting;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Save-MnistDataset: fetches MNIST ahead of time and verifies it.</summary>
[Cmdlet(VerbsData.Save, "MnistDataset", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class SaveMnistDatasetCommand : CancellableCommand
{
    /// <summary>The folder; made where it does not exist.</summary>
    [Parameter(Position = 0, HelpMessage = "The folder to save to, made where it does not exist; the module's cache unless given.")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string folder = Path is null ? MnistPlaces.OfThisUser().CacheFolder : FullPath(Path);
        if (!ShouldProcess(folder, "Save the MNIST dataset"))
            return;

        try
        {
            var download = new MnistDownload();
            IReadOnlyList<MnistFile> fetched = Cancellable(() => DownloadReport.Wait(
                this, progress => download.FetchAsync(folder, progress, Cancellation), Cancellation));
            WriteVerbose($"Fetched {fetched.Count} of {MnistFiles.All.Count} files; the others were there already.");
            foreach (MnistFile file in MnistFiles.All)
                WriteObject(new FileInfo(file.FindIn(folder)!));
        }
        catch (Exception exception) when (exception is DatasetException or IOException or UnauthorizedAccessException)
        {
            WriteError(Failure.Of(exception, folder));
        }
    }
}
