using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Launching;

/// <summary>What to do where workers were not started, not found or not ended.</summary>
internal static class LaunchAdvice
{
    /// <summary>The advice for a problem, in the words of the command's parameters.</summary>
    public static string For(LaunchProblem problem) => problem switch
    {
        LaunchProblem.SchedulerNotFound => "Work on a login node of the cluster, or load its Slurm; or start workers on this computer with -Local.",
        LaunchProblem.SchedulerUnavailable =>
            "Try again later, or on a login node: 'scontrol ping' tells whether Slurm answers. Workers that run go on meanwhile.",
        LaunchProblem.SubmissionUncertain => "Look whether the job is there before you start more workers.",
        LaunchProblem.TooManyWorkers =>
            "Ask for fewer with -WorkerCount: sites allow only so many tasks in one job (MaxArraySize, often 1001) and jobs of one user.",
        LaunchProblem.PartitionRefused => "Name one with -Partition: 'sinfo' lists those that there are.",
        LaunchProblem.TimeLimitRefused => "Give a -TimeLimit that the partition allows: 'sinfo --format=\"%P %l\"' lists them.",
        LaunchProblem.AccountRefused =>
            "Name an account or a quality of service that you may use, -SbatchOption '--account=...' or '--qos=...', or ask for less with -WorkerCount, -CpuPerWorker or -TimeLimit.",
        LaunchProblem.MemoryRefused => "Ask for less: -SbatchOption '--mem-per-cpu=1G' is enough for most networks.",
        LaunchProblem.ProcessorsRefused => "Ask for fewer with -CpuPerWorker, or for other nodes with -Partition: 'sinfo --Node --long' lists them.",
        LaunchProblem.OptionRefused => "Look at -SbatchOption: 'man sbatch' tells which options there are.",
        LaunchProblem.JobRefused => "The reason is Slurm's or the site's: look at -SbatchOption and at the site's own pages.",
        LaunchProblem.WorkerNotStarted => "Make sure that the computer can start processes and that the sweep's folder can be written to.",
        LaunchProblem.SessionBroken => "Make a new session with New-PSSession. Workers that were started through the old one go on.",
        LaunchProblem.SessionBusy => "Wait until what runs in the session is done, or make another with New-PSSession.",
        LaunchProblem.ModuleNotFound => "Install the same version of BatchNorm there, for the user of the session: one of the folders in $env:PSModulePath, or the same path as here.",
        LaunchProblem.SweepFolderNotFound => "Name a folder that the computer has, or can make, with -RemotePath.",
        LaunchProblem.OtherSweep => "Name another folder with -RemotePath.",
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "There is no such problem."),
    };
}
