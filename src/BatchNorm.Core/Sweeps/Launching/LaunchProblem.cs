namespace BatchNorm.Sweeps.Launching;

/// <summary>What kept workers from being started, looked for or ended.</summary>
public enum LaunchProblem
{
    /// <summary>The scheduler's commands are not installed here.</summary>
    SchedulerNotFound,

    /// <summary>The scheduler does not answer.</summary>
    SchedulerUnavailable,

    /// <summary>The scheduler's answer was lost: whether it took the job is not known.</summary>
    SubmissionUncertain,

    /// <summary>The scheduler does not take so many workers as one job, or from one user.</summary>
    TooManyWorkers,

    /// <summary>There is no such partition, or it may not be used.</summary>
    PartitionRefused,

    /// <summary>The time limit is none, or longer than may be.</summary>
    TimeLimitRefused,

    /// <summary>The account or the quality of service may not be used, or has no more to give.</summary>
    AccountRefused,

    /// <summary>No node has so much memory.</summary>
    MemoryRefused,

    /// <summary>No node has so many processors.</summary>
    ProcessorsRefused,

    /// <summary>The scheduler's command does not know one of the options.</summary>
    OptionRefused,

    /// <summary>The scheduler does not take the job, for a reason of its own.</summary>
    JobRefused,

    /// <summary>A process could not be started or ended.</summary>
    WorkerNotStarted,

    /// <summary>The connection to another computer is lost.</summary>
    SessionBroken,

    /// <summary>The connection to another computer is doing something else.</summary>
    SessionBusy,

    /// <summary>The module is not on the other computer, or in another version.</summary>
    ModuleNotFound,

    /// <summary>The sweep's folder is not on the other computer and cannot be made there.</summary>
    SweepFolderNotFound,

    /// <summary>The folder on the other computer is that of another sweep.</summary>
    OtherSweep,
}
