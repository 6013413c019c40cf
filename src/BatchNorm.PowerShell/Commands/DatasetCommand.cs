using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Reporting;
using BatchNorm.PowerShell.Session;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that needs images.</summary>
public abstract class DatasetCommand : CancellableCommand
{
    /// <summary>Which images.</summary>
    [Parameter(HelpMessage = "Mnist, the built-in Synthetic digits, or Auto: Mnist where it is or can be fetched, else Synthetic.")]
    [NameText<DatasetKind>]
    public DatasetKind Dataset { get; set; } = DatasetKind.Auto;

    /// <summary>The folder with the four IDX files.</summary>
    [Parameter(HelpMessage = "The folder with the four files of MNIST, or of another set laid out like it, plain or .gz.")]
    [ValidateNotNullOrEmpty]
    public string? DatasetPath { get; set; }

    /// <summary>The images; there from <see cref="BeginProcessing"/> on.</summary>
    protected Dataset Images { get; private set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (DatasetPath is not null && Dataset == DatasetKind.Synthetic)
        {
            ThrowTerminatingError(Failure.New(
                "The synthetic digits are drawn, not read: -DatasetPath does not go with -Dataset Synthetic.",
                "DatasetPathUnused", ErrorCategory.InvalidArgument, DatasetPath, "Leave one of the two out."));
        }

        MnistPlaces places = Places();
        LoadedDataset loaded = DatasetCache.Load(Dataset, places, () => Load(places));
        if (loaded.WhySynthetic is { } reason)
            WriteWarning($"Using the built-in synthetic digits, not MNIST. {reason}");

        Images = loaded.Dataset;
    }

    /// <summary>Where to look; every path starts at the session's location, that of the environment variable too.</summary>
    private MnistPlaces Places()
    {
        MnistPlaces places = MnistPlaces.OfThisUser(DatasetPath is null ? null : FullPath(DatasetPath));
        if (Dataset == DatasetKind.Synthetic || places is not { GivenFolder: null, EnvironmentFolder: { } named })
            return places;

        try
        {
            return places with { EnvironmentFolder = FullPath(named) };
        }
        catch (Exception exception) when (exception is RuntimeException or PSNotSupportedException)
        {
            ThrowTerminatingError(Failure.New(
                $"The environment variable {MnistPlaces.EnvironmentVariable} is '{named}', which is no folder. {exception.Message}",
                "InvalidDataset", ErrorCategory.InvalidData, named,
                $"Set {MnistPlaces.EnvironmentVariable} to a folder with MNIST's four files, or use -DatasetPath or -Dataset Synthetic."));
            throw; // not reached: ThrowTerminatingError throws
        }
    }

    private LoadedDataset Load(MnistPlaces places)
    {
        var download = new MnistDownload();
        var loader = new DatasetLoader(places, download, SyntheticDigits.Create);
        try
        {
            LoadedDataset loaded = Cancellable(() => DownloadReport.Wait(
                this, progress => loader.LoadAsync(Dataset, progress, Cancellation), Cancellation));
            WriteVerbose($"Loaded {loaded.Dataset.Name} ({loaded.Dataset.Training.Count} training images){(loaded.Folder is null ? "" : $" from {loaded.Folder}")}.");
            return loaded;
        }
        catch (DatasetException exception)
        {
            ThrowTerminatingError(Failure.Of(exception, places.Folder));
            throw; // not reached: ThrowTerminatingError throws
        }
    }
}
