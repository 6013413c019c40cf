using System.Globalization;
using BatchNorm.Sweeps;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Launching;

/// <summary>How many workers a sweep has already: those need not be started once more.</summary>
internal static class WorkersAtWork
{
    /// <summary>Those that live, wherever they are, among them processes of this computer that have given no sign of life yet.</summary>
    /// <param name="status">How it stands with the sweep.</param>
    /// <param name="submissions">What was started of it.</param>
    public static int Of(SweepStatus status, IEnumerable<Submission> submissions)
    {
        int here = Living(status).Count(worker => worker.Host == Environment.MachineName);
        int processes = submissions.Sum(submission => LocalLauncher.Alive(submission).Count);
        return Living(status).Count() - here + Math.Max(here, processes);
    }

    /// <summary>Those that Slurm has, waiting or running, and those that live outside of it.</summary>
    /// <param name="status">How it stands with the sweep.</param>
    /// <param name="tasks">What Slurm has of it.</param>
    public static int Of(SweepStatus status, IReadOnlyList<SlurmTask> tasks)
    {
        HashSet<string> jobs = [.. tasks.Select(task => string.Create(CultureInfo.InvariantCulture, $"{task.JobId}_{task.Index}"))];
        return tasks.Count(task => task.State != "COMPLETING") + Living(status).Count(worker => worker.EngineJob is not { } job || !jobs.Contains(job));
    }

    private static IEnumerable<WorkerStatus> Living(SweepStatus status) => status.Workers.Where(worker => worker.IsAlive);
}
