using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Progress;
using BatchNorm.PowerShell.Session;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Comes by the images that a cmdlet was told to use: with the progress of a download, and with a warning where others stand in for them.</summary>
/// <param name="cmdlet">Whose progress, warnings and errors they are.</param>
/// <param name="dataset">A name of the catalogue.</param>
/// <param name="datasetPath">The folder that was named, or null.</param>
internal sealed class DatasetLoading(CancellableCommand cmdlet, string dataset, string? datasetPath)
{
    /// <summary>The published set that is looked for first.</summary>
    private KnownDataset Wanted => DatasetCatalogue.Find(dataset) ?? DatasetCatalogue.Mnist;

    /// <summary>Loads them, unless the session has them; what cannot be loaded ends the cmdlet.</summary>
    public LoadedDataset Load()
    {
        if (datasetPath is not null && dataset == SyntheticDigits.Name)
        {
            cmdlet.ThrowTerminatingError(Failure.New(
                "The synthetic digits are drawn, not read: -DatasetPath does not go with -Dataset Synthetic.",
                "DatasetPathUnused", ErrorCategory.InvalidArgument, datasetPath, "Leave one of the two out."));
        }

        DatasetPlaces places = Places();
        LoadedDataset loaded = DatasetCache.Load(dataset, places, () => Load(places));
        if (loaded.WhySynthetic is { } reason)
            cmdlet.WriteWarning($"Using the built-in synthetic digits, not MNIST. {reason}");
        return loaded;
    }

    /// <summary>Where to look; every path starts at the session's location, that of the environment variable too.</summary>
    private DatasetPlaces Places()
    {
        DatasetPlaces places = DatasetPlaces.OfThisUser(datasetPath is null ? null : cmdlet.FullPath(datasetPath));
        if (dataset == SyntheticDigits.Name || places is not { GivenFolder: null, EnvironmentFolder: { } named })
            return places;

        try
        {
            return places with { EnvironmentFolder = cmdlet.FullPath(named) };
        }
        catch (Exception exception) when (exception is RuntimeException or PSNotSupportedException)
        {
            cmdlet.ThrowTerminatingError(Failure.New(
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
            LoadedDataset loaded = CancellableCommand.Cancellable(() => DownloadReport.Wait(
                cmdlet, Wanted.Name, progress => loader.LoadAsync(dataset, progress, cmdlet.Cancellation), cmdlet.Cancellation));
            cmdlet.WriteVerbose(Described(loaded));
            return loaded;
        }
        catch (DatasetException exception)
        {
            cmdlet.ThrowTerminatingError(Failure.Of(exception, places.FolderFor(Wanted)));
            throw; // not reached: ThrowTerminatingError throws
        }
    }
}
