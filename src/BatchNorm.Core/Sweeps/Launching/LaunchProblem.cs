namespace BatchNorm.Sweeps.Launching;

/// <summary>What kept workers from being started, looked for or ended.</summary>
public enum LaunchProblem
{
    /// <summary>The scheduler's commands are not installed here.</summary>
    SchedulerNotFound,

    /// <summary>The scheduler does not answer.</summary>
    SchedulerUnavailable,

    /// <summary>The scheduler does not take the job as it is.</summary>
    JobRefused,

    /// <summary>A process could not be started or ended.</summary>
    WorkerNotStarted,

    /// <summary>The connection to another computer is lost.</summary>
    SessionBroken,

    /// <summary>The connection to another computer is doing something else.</summary>
    SessionBusy,

    /// <summary>The module is not on the other computer.</summary>
    ModuleNotFound,

    /// <summary>The sweep's folder is not on the other computer.</summary>
    SweepFolderNotFound,
}
