using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.PowerShell.Parameters;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that needs images.</summary>
public abstract class DatasetCommand : CancellableCommand
{
    [Parameter(HelpMessage = "The images: a published set such as Mnist, FashionMnist, KMnist or EmnistBalanced, the built-in Synthetic digits, or Auto (unless given): what -DatasetPath or BATCHNORM_DATA holds, else Mnist where it is or can be fetched, else Synthetic with a warning.")]
    [DatasetName]
    [ArgumentCompleter(typeof(DatasetNameCompleter))]
    public string Dataset { get; set; } = DatasetCatalogue.Auto;

    [Parameter(HelpMessage = "The folder with the four IDX files of a set, called like MNIST's, plain or .gz: images of any size, of bytes or float32 numbers, in 2 to 256 classes. Unless given, the folder that the environment variable BATCHNORM_DATA names, then the module's cache.")]
    [PSDefaultValue(Help = "the folder that BATCHNORM_DATA names")]
    [ValidateNotNullOrEmpty]
    public string? DatasetPath { get; set; }

    /// <summary>The images; there from <see cref="BeginProcessing"/> on.</summary>
    protected Dataset Images { get; private set; } = null!;

    /// <summary>The folder they were read from, or null where they were drawn.</summary>
    private protected string? ImagesFolder { get; private set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        LoadedDataset loaded = new DatasetLoading(this, Dataset, DatasetPath).Load();
        (Images, ImagesFolder) = (loaded.Dataset, loaded.Folder);
    }
}
