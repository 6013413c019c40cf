namespace BatchNorm.Sweeps.Launching;

/// <summary>What Slurm's commands say when they fail.</summary>
internal static class SlurmRefusal
{
    /// <summary>Of several texts that are found the first counts: the more exact come first.</summary>
    private static readonly (string Said, LaunchProblem Problem)[] Known =
    [
        ("Invalid job array specification", LaunchProblem.TooManyWorkers),
        ("MaxSubmit", LaunchProblem.TooManyWorkers),
        ("account/partition", LaunchProblem.AccountRefused),
        ("policy", LaunchProblem.AccountRefused),
        ("account", LaunchProblem.AccountRefused),
        ("qos", LaunchProblem.AccountRefused),
        ("partition", LaunchProblem.PartitionRefused),
        ("time limit", LaunchProblem.TimeLimitRefused),
        ("Memory specification", LaunchProblem.MemoryRefused),
        ("node configuration", LaunchProblem.ProcessorsRefused),
        ("processors", LaunchProblem.ProcessorsRefused),
        ("unrecognized option", LaunchProblem.OptionRefused),
        ("invalid option", LaunchProblem.OptionRefused),
        ("Unable to contact slurm controller", LaunchProblem.SchedulerUnavailable),
        ("Communication ", LaunchProblem.SchedulerUnavailable), // "Communication connection failure", "Communication shutdown failure"
        ("Message send failure", LaunchProblem.SchedulerUnavailable),
        ("Message receive failure", LaunchProblem.SchedulerUnavailable),
        ("Unexpected message received", LaunchProblem.SchedulerUnavailable),
        ("Connection re", LaunchProblem.SchedulerUnavailable), // "Connection refused", "Connection reset by peer"
        ("Zero Bytes were transmitted", LaunchProblem.SchedulerUnavailable),
        ("timed out", LaunchProblem.SchedulerUnavailable),
        ("configuration file", LaunchProblem.SchedulerUnavailable),
        ("authentication", LaunchProblem.SchedulerUnavailable),
    ];

    /// <summary>Makes an error of what a command said.</summary>
    /// <param name="command">sbatch, squeue or scancel.</param>
    /// <param name="result">What came of it.</param>
    public static LaunchException Of(string command, CommandResult result)
    {
        string said = string.Join(' ', result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => WithoutName(line, command)));
        string message = said.Length == 0
            ? $"{command} failed with exit code {result.ExitCode} and said nothing."
            : $"{command} refused: {ControlCharacters.Shown(said).TrimEnd('.')}.";
        foreach ((string text, LaunchProblem problem) in Known)
        {
            if (said.Contains(text, StringComparison.OrdinalIgnoreCase))
                return new LaunchException(problem, message);
        }

        return new LaunchException(LaunchProblem.JobRefused, message);
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
