using System.Diagnostics;
using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Progress;
using BatchNorm.PowerShell.Session;
using BatchNorm.Sweeps;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Invoke-BatchNormSweep: a worker. It trains what is left of a sweep, beside any number of other workers, until nothing is left to it.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "BatchNormSweep", SupportsShouldProcess = true)]
[OutputType(typeof(SweepStatus))]
public sealed class InvokeBatchNormSweepCommand : SweepWorkCommand
{
    /// <summary>What is left of the time limit for saving what is under way.</summary>
    private static readonly TimeSpan TimeToSave = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    [Parameter(HelpMessage = PooledOutput.ThrottleHelp)]
    [PSDefaultValue(Help = PooledOutput.ThrottleDefault)]
    [WholeNumberText]
    [ValidateRange(1, PooledOutput.MostThreads)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    [Parameter(HelpMessage = "Ends before this time is over, keeping what is under way: a time such as 1:30:00, or a number of seconds. Without it, it works until nothing is left.")]
    [PSDefaultValue(Help = "until nothing is left")]
    [Duration]
    public TimeSpan? TimeLimit { get; set; }

    [Parameter(HelpMessage = "Where in the cells it begins, as a share of them from 0 to 0.9999: at the first unless given. Behind the last it goes on with the first. Workers on copies of a folder, which know nothing of each other, train other runs first where they begin elsewhere.")]
    [PSDefaultValue(Help = "0, the first cell")]
    [NumberText]
    [ValidateRange(0.0, 0.9999)]
    public double StartAt { get; set; }

    [Parameter(HelpMessage = "Ends as soon as there is nothing left that it can take and the workers that hold the rest have given a sign of life. Without it, it waits for what they train, and takes it over from those that die.")]
    public SwitchParameter NoWait { get; set; }

    /// <inheritdoc/>
    private protected override void Process(SweepFolder sweep)
    {
        if (!ShouldProcess(sweep.Path, $"Train what is left of the sweep, {ThrottleLimit} networks at a time"))
            return;
        if (sweep.IsStopped && !new SweepSurvey(sweep).Status().HasEnded)
            WriteWarning($"The sweep '{sweep.Path}' was stopped, and workers end at once. Start-BatchNormSweep lets them work again.");

        DamagedRuns.SetAside(this, sweep);
        Dataset images = Images(sweep.Data);
        WorkerSettings settings = Settings();
        if (settings.TimeLimit <= TimeSpan.Zero)
            WriteWarning($"The time limit of {TimeLimit:c} was over before the images were there: nothing is trained. Give more time with -TimeLimit; a worker takes some seconds to start.");
        using var work = new SweepWork(this, sweep, images, settings);
        var look = new SweepLook(this, sweep);
        while (!work.HasEnded())
            Look(look, work.Work.Running);
        look.End();
        SweepStatus status = new SweepSurvey(sweep).Status();
        if (work.Hindrance is { } hindrance && !status.HasEnded)
            Tell(hindrance, sweep, work.Work.TrainedBatches);
        WriteObject(status);
    }

    /// <summary>Says that runs were left to other machines. Where there was nothing else to do, it could not work at all, and that is an error.</summary>
    private void Tell(EngineUnavailableException hindrance, SweepFolder sweep, long trainedBatches)
    {
        ErrorRecord failure = Failure.Of(hindrance, sweep.Path);
        if (trainedBatches == 0)
            ThrowTerminatingError(failure);
        WriteWarning($"Runs of the {hindrance.Engine} engine were left to other machines. {failure.ErrorDetails?.Message ?? hindrance.Message}");
    }

    /// <summary>A bar that cannot be drawn for a moment ends no work.</summary>
    private static void Look(SweepLook look, IReadOnlyList<TrainingProgress> running)
    {
        try
        {
            look.Look(running);
        }
        catch (IOException)
        {
            // The work itself will find out whether it lasts.
        }
    }

    private WorkerSettings Settings() => new()
    {
        Threads = ThrottleLimit,
        RetryCount = RetryCount,
        Lingers = !NoWait,
        StartAt = StartAt,
        TimeLimit = TimeLimit is { } limit ? limit - _clock.Elapsed - TimeSpan.FromTicks(Math.Min(TimeToSave.Ticks, limit.Ticks / 10)) : null,
        EngineJob = EngineJob.OfThisProcess,
    };

    /// <summary>The sweep's images: from where it was said, from where they were when the sweep was made, or by their name.</summary>
    private Dataset Images(SweepData data)
    {
        string? name = DatasetCatalogue.Spelled(data.Name);
        string? folder = DatasetPath ?? (Dataset is null && Directory.Exists(data.Path) ? data.Path : null);
        if (Dataset is null && folder is null && name is null)
        {
            ThrowTerminatingError(Failure.New(
                $"The sweep is of the data '{data.Name}', which was read from '{data.Path}', and there is no such folder here.",
                "DatasetNotFound", ErrorCategory.ObjectNotFound, data.Path, "Name the folder that the images are in here with -DatasetPath."));
        }

        if (name == SyntheticDigits.Name && folder is not null)
            name = null; // whatever the folder holds, it is told that it is other data
        LoadedDataset loaded = new DatasetLoading(this, Dataset ?? name ?? DatasetCatalogue.Auto, folder).Load();
        data.CheckSame(loaded.Dataset);
        return loaded.Dataset with { Name = data.Name }; // whatever its folder is called here
    }
}
