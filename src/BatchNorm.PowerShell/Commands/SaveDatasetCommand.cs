using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Progress;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Save-Dataset: fetches a dataset of the catalogue ahead of time and verifies it.</summary>
[Cmdlet(VerbsData.Save, "Dataset", SupportsShouldProcess = true)]
[Alias("Save-MnistDataset")]
[OutputType(typeof(FileInfo))]
public sealed class SaveDatasetCommand : CancellableCommand
{
    [Parameter(Position = 0,
        HelpMessage = "Which dataset: Mnist (unless given), FashionMnist or KMnist. EMNIST's splits come in one archive; their error says where it is.")]
    [DatasetName(published: true)]
    [ArgumentCompleter(typeof(DatasetNameCompleter))]
    public string Name { get; set; } = DatasetCatalogue.Mnist.Name;

    [Parameter(Position = 1,
        HelpMessage = "The folder to save to, made where it does not exist. Unless given, the dataset's folder in the module's cache, where the other cmdlets look.")]
    [PSDefaultValue(Help = "the dataset's folder in the module's cache")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        KnownDataset dataset = DatasetCatalogue.Find(Name)!;
        string folder = Path is null ? DatasetPlaces.OfThisUser().CacheFolder(dataset) : FullPath(Path);
        if (!ShouldProcess(folder, $"Save the dataset {dataset.Name}"))
            return;

        try
        {
            var download = new DatasetDownload(dataset);
            IReadOnlyList<CatalogueFile> fetched = Cancellable(() => DownloadReport.Wait(
                this, dataset.Name, progress => download.FetchAsync(folder, progress, Cancellation), Cancellation));
            WriteVerbose($"Fetched {fetched.Count} of {dataset.Files.Count} files; the others were there already.");
            foreach (CatalogueFile file in dataset.Files)
                WriteObject(new FileInfo(file.FindIn(folder)!));
        }
        catch (Exception exception) when (exception is DatasetException or IOException or UnauthorizedAccessException)
        {
            WriteError(Failure.Of(exception, folder));
        }
    }
}
