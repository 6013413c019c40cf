using System.Globalization;
using System.Management.Automation;
using BatchNorm.Benefits;
using BatchNorm.Claims;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Engines.Torch;
using BatchNorm.Files;
using BatchNorm.Measurements;
using BatchNorm.Plotting;
using BatchNorm.PowerShell.Launching;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Storage;
using BatchNorm.Storage.PyTorch;
using BatchNorm.Sweeps;
using BatchNorm.Sweeps.Launching;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Errors;

/// <summary>Turns what went wrong into PowerShell errors. The ids are a promise: scripts match on them.</summary>
internal static class Failure
{
    /// <summary>The error for an exception of the module's core, with its own words as the message.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="target">What it went wrong with.</param>
    public static ErrorRecord Of(Exception exception, object? target) => exception switch
    {
        DatasetUnavailableException => New(exception, "DatasetNotFound", ErrorCategory.ObjectNotFound, target,
            "Fetch it where there is a network (Save-Dataset) and name its folder with -DatasetPath, or use -Dataset Synthetic."),
        DatasetException => New(exception, "InvalidDataset", ErrorCategory.InvalidData, target,
            "Name the data with -Dataset and its folder with -DatasetPath, fetch the files anew with Save-Dataset, or use -Dataset Synthetic."),
        StorageException refusal => New(exception, "InvalidNetworkFile", ErrorCategory.InvalidData, target,
            refusal.Advice ?? "Save the network again with Invoke-Training -SaveAs or Export-NeuralNet; one that PyTorch wrote is read by Import-NeuralNet."),
        CheckpointException => New(exception, "InvalidCheckpoint", ErrorCategory.InvalidData, target,
            "Go on with the network, the settings, the data and the module that it was written with. To begin anew, name another file with -Checkpoint or delete this one."),
        NetworkMisfitException => New(exception, "NetworkMisfit", ErrorCategory.InvalidData, target,
            "Describe the network that the file is of, with the parameters of Import-NeuralNet. Layers are taken in the natural order of their names: rename them where they compute in another."),
        MixedDatasetsException => New(exception, "MixedDatasets", ErrorCategory.InvalidData, target,
            "Measure one dataset at a time: Group-Object DatasetHash | ForEach-Object { $_.Group | Measure-BatchNorm }."),
        ConflictingRepeatsException => New(exception, "ConflictingRepeats", ErrorCategory.InvalidData, target,
            "Measure results of different versions, machines or data that only share a name apart from each other."),
        MixedClaimException => New(exception, "MixedClaim", ErrorCategory.InvalidData, target,
            "Pipe in the comparisons of one run of Get-LessonExperiment -Group Claims | Compare-BatchNorm, on one dataset and with the same settings."),
        IncomparableGroupsException => New(exception, "IncomparableGroups", ErrorCategory.InvalidData, target,
            "Make what is compared the same in everything but the seed and what -GroupBy names, or name more settings with -GroupBy."),
        UntestableClaimException => New(exception, "UntestableClaim", ErrorCategory.InvalidData, target,
            "Keep results with Export-Clixml, which keeps all that claims can be about."),
        IncompleteDataException => New(exception, "IncompleteComparison", ErrorCategory.InvalidData, target,
            "Keep all properties that Compare-BatchNorm and Invoke-Training write, as Export-Csv and Export-Clixml do."),
        LaunchException launch => New(exception, launch.Problem.ToString(), Category(launch.Problem), target, LaunchAdvice.For(launch.Problem)),
        SubmissionException => New(exception, "InvalidSubmission", ErrorCategory.InvalidData, target, null),
        PlotException => New(exception, "InvalidPlot", ErrorCategory.InvalidData, target, null),
        TorchMissingException missing => NotInstalled(missing, target),
        TorchUnavailableException => New(exception, "TorchUnavailable", ErrorCategory.NotInstalled, target, null),
        FileExistsException => New(exception, "NoClobber", ErrorCategory.ResourceExists, target,
            "Give another path, or leave -NoClobber out."),
        PathTooLongException => New(exception, "InvalidPath", ErrorCategory.InvalidArgument, target, "Give a shorter name."),
        ObjectDisposedException => New(exception, "NetworkDisposed", ErrorCategory.InvalidOperation, target,
            "Make a new network with New-NeuralNet, or use one that Dispose() was not called on."),
        FileNotFoundException or DirectoryNotFoundException => New(exception, "PathNotFound", ErrorCategory.ObjectNotFound, target,
            "Check the path; a folder to write to must exist."),
        UnauthorizedAccessException => New(exception, "AccessDenied", ErrorCategory.PermissionDenied, target,
            "Choose a place you may write to."),
        IOException => New(exception, "FileFailed", ErrorCategory.WriteError, target,
            "Make sure that the disk has room and works, or choose another place."),
        DataFitException unfit => NotFitting(unfit, target),
        ArgumentException => New(exception, "InvalidSettings", ErrorCategory.InvalidArgument, target, null),
        _ => New(exception, "UnexpectedFailure", ErrorCategory.NotSpecified, target, null),
    };

    /// <summary>The error for an exception of a sweep's folder.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="path">The folder.</param>
    public static ErrorRecord OfSweep(Exception exception, string path) => exception switch
    {
        NoSweepException => New(exception, "NotASweep", ErrorCategory.ObjectNotFound, path, "Check the path, or make a sweep there with New-BatchNormSweep."),
        StorageException damaged => New(exception, "InvalidSweep", ErrorCategory.InvalidData, path,
            damaged.Advice ?? "Make the sweep again with the command that made it, in a new folder, and copy runs/ there: runs that were kept are not trained again."),
        OtherDataException => New(exception, "OtherData", ErrorCategory.InvalidData, path,
            "Name the sweep's data with -Dataset, and its folder with -DatasetPath, or make another sweep in another folder for these images."),
        _ => Of(exception, path),
    };

    /// <summary>The error for a key that no cell of a sweep has.</summary>
    public static ErrorRecord NoCell(string key, SweepFolder sweep) => New(
        $"The sweep '{sweep.Path}' has no comparison with the key '{key}'.",
        "NoSuchCell", ErrorCategory.ObjectNotFound, key, "Get-BatchNormSweep -Cell tells the keys of a sweep.");

    /// <summary>The error for a cell of a sweep whose runs are there and cannot be read.</summary>
    public static ErrorRecord OfDamagedRun(SweepCell cell, SweepFolder sweep) => New(
        $"A run of the comparison '{cell}' is damaged: its file in '{Path.Combine(sweep.Path, "runs")}' is not as it was written.",
        "DamagedRun", ErrorCategory.InvalidData, cell,
        "Start-BatchNormSweep and Invoke-BatchNormSweep set such files aside, and train the runs again.");

    /// <summary>The error for a cell of a sweep that failed.</summary>
    public static ErrorRecord OfCell(SweepCell cell, RunFailure failure, SweepFolder sweep) => New(
        $"The comparison '{cell}' failed, {(failure.UseBatchNorm ? "with" : "without")} batch normalization, on {failure.Host}: {failure.Message}",
        "CellFailed", ErrorCategory.OperationStopped, cell,
        $"Its file in '{Path.Combine(sweep.Path, "errors")}' has all of it, and what workers wrote is in '{Path.Combine(sweep.Path, "logs")}'. Start-BatchNormSweep tries it again.");

    /// <summary>The error for a run that failed, as the exception itself would have been told.</summary>
    public static ErrorRecord OfRun(RunFailure failure, string name) => failure.Error switch
    {
        nameof(ArgumentException) or nameof(ArgumentOutOfRangeException) => New(failure.Message, "InvalidSettings", ErrorCategory.InvalidArgument, name, null),
        _ => New(failure.Message, "UnexpectedFailure", ErrorCategory.NotSpecified, name, null),
    };

    /// <summary>The error for what does not go with a file's content; it begins with the file's name.</summary>
    public static ErrorRecord OfFile(Exception exception, string file) => exception is DataFitException unfit
        ? NotFitting(unfit, file, $"'{file}': ")
        : Of(new ArgumentException($"'{file}': {exception.Message}", exception), file);

    /// <summary>The error for an object that is no comparison and never was one.</summary>
    public static ErrorRecord NoComparison(PSObject source) => New(
        $"'{InputItems.Shown(source)}' is no comparison: it is a {source.TypeNames[0]}.",
        "NoComparison", ErrorCategory.InvalidType, source, "Pipe in what Compare-BatchNorm wrote.");

    /// <summary>An error in the module's own words.</summary>
    public static ErrorRecord New(string message, string id, ErrorCategory category, object? target, string? recommendedAction) =>
        New(new InvalidOperationException(message), id, category, target, recommendedAction);

    private static ErrorCategory Category(LaunchProblem problem) => problem switch
    {
        LaunchProblem.SchedulerNotFound => ErrorCategory.NotInstalled,
        LaunchProblem.SchedulerUnavailable or LaunchProblem.SubmissionUncertain or LaunchProblem.SessionBroken => ErrorCategory.ConnectionError,
        LaunchProblem.SessionBusy => ErrorCategory.ResourceBusy,
        LaunchProblem.ModuleNotFound or LaunchProblem.SweepFolderNotFound => ErrorCategory.ObjectNotFound,
        LaunchProblem.OtherSweep => ErrorCategory.ResourceExists,
        LaunchProblem.WorkerNotStarted => ErrorCategory.OpenError,
        _ => ErrorCategory.InvalidArgument,
    };

    /// <summary>What to install stands in what is shown: the message of the module's core knows nothing of modules.</summary>
    private static ErrorRecord NotInstalled(TorchMissingException exception, object? target)
    {
        string version = typeof(Failure).Assembly.GetName().Version!.ToString(3);
        return new ErrorRecord(exception, "TorchUnavailable", ErrorCategory.NotInstalled, target)
        {
            ErrorDetails = new ErrorDetails(
                $"{exception.Message} Both are in the module BatchNorm.Torch {version}: install it with 'Install-PSResource BatchNorm.Torch " +
                $"-Version {version}', or copy it as BatchNorm.Torch/{version} into one of the folders that $env:PSModulePath names."),
        };
    }

    /// <summary>What to type stands in what is shown, as nothing but the command tells how networks are made for data.</summary>
    private static ErrorRecord NotFitting(DataFitException exception, object? target, string where = "")
    {
        string remedy = string.Create(
            CultureInfo.InvariantCulture,
            $"Make a network for this data, with New-NeuralNet -Rows {exception.Images.Rows} -Columns {exception.Images.Columns} -Classes {exception.Classes}, or choose other data with -Dataset or -DatasetPath.");
        return new ErrorRecord(exception, "DataDoesNotFit", ErrorCategory.InvalidArgument, target)
        {
            ErrorDetails = new ErrorDetails($"{where}{exception.Message} {remedy}"),
        };
    }

    private static ErrorRecord New(
        Exception exception, string id, ErrorCategory category, object? target, string? recommendedAction)
    {
        var record = new ErrorRecord(exception, id, category, target);
        if (recommendedAction is not null)
            record.ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = recommendedAction };
        return record;
    }
}
