using System.Globalization;

namespace BatchNorm.Sweeps.Launching;

/// <summary>What a job of workers asks of Slurm.</summary>
/// <param name="Workers">How many workers, at least 1: tasks of one array job.</param>
/// <param name="CpusPerWorker">Processors of each, at least 1.</param>
public sealed record SlurmOptions(int Workers, int CpusPerWorker)
{
    /// <summary>Slurm counts whole minutes, a worker needs some seconds to start, and the last minute is for saving.</summary>
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestLimit = TimeSpan.FromDays(365);

    private static readonly TimeSpan TimeToSave = TimeSpan.FromMinutes(1);

    /// <summary>Options that the launcher gives itself, or that would keep it from following the job, and what they come from.</summary>
    private static readonly Dictionary<string, string> Taken = new(StringComparer.Ordinal)
    {
        ["--array"] = "the number of workers",
        ["-a"] = "the number of workers",
        ["--cpus-per-task"] = "the number of processors of each worker",
        ["-c"] = "the number of processors of each worker",
        ["--partition"] = "the name of the partition",
        ["-p"] = "the name of the partition",
        ["--time"] = "the time limit, which workers are told too",
        ["-t"] = "the time limit, which workers are told too",
        ["--clusters"] = "the environment variable SLURM_CLUSTERS, which squeue and scancel follow too",
        ["-M"] = "the environment variable SLURM_CLUSTERS, which squeue and scancel follow too",
        ["--job-name"] = "the submission, by which the job is found",
        ["-J"] = "the submission, by which the job is found",
        ["--output"] = "the sweep's folder, where the logs are",
        ["-o"] = "the sweep's folder, where the logs are",
        ["--chdir"] = "the sweep's folder",
        ["-D"] = "the sweep's folder",
        ["--ntasks"] = "the number of workers",
        ["-n"] = "the number of workers",
        ["--wrap"] = "the worker's command line",
        ["--parsable"] = "the launcher",
        ["--test-only"] = "nothing, as no job comes of it",
        ["--wait"] = "nothing, as the launcher does not wait for the job",
        ["-W"] = "nothing, as the launcher does not wait for the job",
    };

    /// <summary>The partition; null means the site's default.</summary>
    public string? Partition { get; init; }

    /// <summary>How long the job may run, at least 2 minutes, counted in whole ones; null means the partition's own limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Further options of sbatch, each as one text: --account=physics.</summary>
    public IReadOnlyList<string> SbatchOptions { get; init; } = [];

    /// <summary>What a worker is to be told as its own limit: it ends a minute before Slurm would end it, with everything saved.</summary>
    public TimeSpan? WorkerTimeLimit => TimeLimit is null ? null : WholeMinutes - TimeToSave;

    private TimeSpan WholeMinutes => TimeSpan.FromMinutes(Math.Ceiling(TimeLimit!.Value.TotalMinutes));

    /// <summary>The limit as sbatch reads it: days-hours:minutes:seconds.</summary>
    internal string TimeText => WholeMinutes.ToString(@"d\-hh\:mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>Finds what no job can be made of, before anything is written or asked.</summary>
    /// <exception cref="ArgumentException">Something is out of its range, or an option of sbatch is one that the launcher gives itself.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CpusPerWorker, 1);
        if (TimeLimit < ShortestLimit || TimeLimit > LongestLimit)
            throw new ArgumentException($"A time limit of {TimeLimit:c} is none for a job: give at least 2 minutes, a minute of which is for saving, and at most 365 days.");
        if (Partition is not null && (Partition.Length == 0 || Partition.Any(character => char.IsControl(character) || char.IsWhiteSpace(character))))
            throw new ArgumentException($"'{ControlCharacters.Shown(Partition)}' is no name of a partition. 'sinfo' lists them.");
        foreach (string option in SbatchOptions)
            CheckOption(option);
    }

    private static void CheckOption(string option)
    {
        ControlCharacters.Refuse(option);
        if (!option.StartsWith('-') || option is "-" or "--")
            throw new ArgumentException($"'{option}' is no option of sbatch: give each as one text that begins with -, as '--account=physics'.");

        string name = option.StartsWith("--", StringComparison.Ordinal) ? option.Split('=')[0] : option[..2];
        if (name.Any(char.IsWhiteSpace))
            throw new ArgumentException($"sbatch would not know the option '{option}': write its value behind an equals sign, as '--account=physics'.");
        if (Taken.TryGetValue(name, out string? source))
            throw new ArgumentException($"sbatch's option '{option}' cannot be given: it comes from {source}. Leave it out.");
    }
}
