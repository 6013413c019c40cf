namespace BatchNorm.Sweeps.Launching;

/// <summary>What Slurm's commands say when they fail, with what to do about it.</summary>
internal static class SlurmRefusal
{
    private const string SeeOptions = "'man sbatch' and the site's own pages tell which options there are.";

    /// <summary>The first that is found counts: what is said first of several things is the more exact.</summary>
    private static readonly (string Said, LaunchProblem Problem, string Advice)[] Known =
    [
        ("Invalid job array specification", LaunchProblem.JobRefused,
            "Ask for fewer workers with -WorkerCount: this site allows fewer tasks in one job (MaxArraySize, often 1001)."),
        ("MaxSubmit", LaunchProblem.JobRefused, "Ask for fewer workers with -WorkerCount, or wait until some of your jobs have ended."),
        ("account/partition", LaunchProblem.JobRefused, "Name an account that you may use there, -SbatchOption '--account=...', or another partition with -Partition."),
        ("policy", LaunchProblem.JobRefused, "Ask for less, with -WorkerCount, -CpuPerWorker or -TimeLimit, or for another -SbatchOption '--account=...' or '--qos=...'."),
        ("account", LaunchProblem.JobRefused, "Name an account that you may use: -SbatchOption '--account=...'."),
        ("qos", LaunchProblem.JobRefused, "Name a quality of service that you may use: -SbatchOption '--qos=...'."),
        ("partition", LaunchProblem.JobRefused, "Name one with -Partition: 'sinfo' lists those that there are, and which may be used."),
        ("time limit", LaunchProblem.JobRefused, "Give a -TimeLimit that the partition allows: 'sinfo --format=\"%P %l\"' lists them."),
        ("Memory specification", LaunchProblem.JobRefused, "Ask for less memory: -SbatchOption '--mem=1G'. A worker of one processor is content with that."),
        ("node configuration", LaunchProblem.JobRefused, "Ask for fewer processors with -CpuPerWorker, or for other nodes with -Partition: 'sinfo --Node --long' lists them."),
        ("processors", LaunchProblem.JobRefused, "Ask for fewer processors with -CpuPerWorker, or for other nodes with -Partition: 'sinfo --Node --long' lists them."),
        ("nrecognized option", LaunchProblem.JobRefused, $"Look at -SbatchOption: {SeeOptions}"),
        ("invalid option", LaunchProblem.JobRefused, $"Look at -SbatchOption: {SeeOptions}"),
        ("Unable to contact slurm controller", LaunchProblem.SchedulerUnavailable, "Try again later. Jobs that run go on meanwhile: 'scontrol ping' tells when it is back."),
        ("Zero Bytes were transmitted", LaunchProblem.SchedulerUnavailable, "Try again later. Jobs that run go on meanwhile: 'scontrol ping' tells when it is back."),
        ("timed out", LaunchProblem.SchedulerUnavailable, "Try again later. Jobs that run go on meanwhile: 'scontrol ping' tells when it is back."),
        ("configuration", LaunchProblem.SchedulerUnavailable, "Work on a login node of the cluster: Slurm is installed here, but does not know its cluster."),
        ("authenticat", LaunchProblem.SchedulerUnavailable, "Work on a login node of the cluster: Slurm does not know who you are here (munge)."),
    ];

    /// <summary>Makes an error of what a command said.</summary>
    /// <param name="command">sbatch, squeue or scancel.</param>
    /// <param name="result">What came of it.</param>
    public static LaunchException Of(string command, CommandResult result)
    {
        string said = string.Join(' ', result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => WithoutName(line, command)));
        string message = said.Length == 0
            ? $"{command} failed with exit code {result.ExitCode} and said nothing."
            : $"{command} refused: {ControlCharacters.Shown(said)}";
        foreach ((string text, LaunchProblem problem, string advice) in Known)
        {
            if (said.Contains(text, StringComparison.OrdinalIgnoreCase))
                return new LaunchException(problem, message, advice);
        }

        return new LaunchException(LaunchProblem.JobRefused, message, $"What it says is Slurm's or the site's. {SeeOptions}");
    }

    private static string WithoutName(string line, string command)
    {
        foreach (string prefix in (string[])[$"{command}: error: ", $"{command}: fatal: ", $"{command}: "])
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal))
                return line[prefix.Length..];
        }

        return line;
    }
}
