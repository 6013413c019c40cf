using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Progress;
using BatchNorm.PowerShell.Session;

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

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (DatasetPath is not null && Dataset == SyntheticDigits.Name)
        {
            ThrowTerminatingError(Failure.New(
                "The synthetic digits are drawn, not read: -DatasetPath does not go with -Dataset Synthetic.",
                "DatasetPathUnused", ErrorCategory.InvalidArgument, DatasetPath, "Leave one of the two out."));
        }

        DatasetPlaces places = Places();
        LoadedDataset loaded = DatasetCache.Load(Dataset, places, () => Load(places));
        if (loaded.WhySynthetic is { } reason)
            WriteWarning($"Using the built-in synthetic digits, not MNIST. {reason}");

        Images = loaded.Dataset;
    }

    /// <summary>The published set that is looked for first.</summary>
    private KnownDataset Wanted => DatasetCatalogue.Find(Dataset) ?? DatasetCatalogue.Mnist;

    /// <summary>Where to look; every path starts at the session's location, that of the environment variable too.</summary>
    private DatasetPlaces Places()
    {
        DatasetPlaces places = DatasetPlaces.OfThisUser(DatasetPath is null ? null : FullPath(DatasetPath));
        if (Dataset == SyntheticDigits.Name || places is not { GivenFolder: null, EnvironmentFolder: { } named })
            return places;

        try
        {
            return places with { EnvironmentFolder = FullPath(named) };
        }
        catch (Exception exception) when (exception is RuntimeException or PSNotSupportedException)
        {
            ThrowTerminatingError(Failure.New(
                $"The environment variable {DatasetPlaces.EnvironmentVariable} is '{named}', which is no folder. {exception.Message}",
                "InvalidDataset", ErrorCategory.InvalidData, named,
                $"Set {DatasetPlaces.EnvironmentVariable} to a folder with MNIST's four files, or use -DatasetPath or -Dataset Synthetic."));
            throw; // not reached: ThrowTerminatingError throws
        }
    }

    private static string Described(LoadedDataset loaded)
    {
        Dataset data = loaded.Dataset;
        string from = loaded.Folder is null ? "" : $" from {loaded.Folder}";
        return $"Loaded {data.Name}{from}: images of {data.Images} pixels in {data.Classes} classes, {data.Training.Count} to train on, "
            + $"{data.Validation.Count} for validation ({data.ValidationSplit}), {data.Test.Count} to test on.";
    }

    private LoadedDataset Load(DatasetPlaces places)
    {
        var loader = new DatasetLoader(places, known => new DatasetDownload(known), SyntheticDigits.Create);
        try
        {
            LoadedDataset loaded = Cancellable(() => DownloadReport.Wait(
                this, Wanted.Name, progress => loader.LoadAsync(Dataset, progress, Cancellation), Cancellation));
            WriteVerbose(Described(loaded));
            return loaded;
        }
        catch (DatasetException exception)
        {
            ThrowTerminatingError(Failure.Of(exception, places.FolderFor(Wanted)));
            throw; // not reached: ThrowTerminatingError throws
        }
    }
}
