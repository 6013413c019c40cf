using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace BatchNorm.Sweeps.Launching;

/// <summary>Workers that were started together: what is kept of it, so that they can be looked for and ended from another process.</summary>
public sealed partial record Submission
{
    /// <summary>More than any cluster runs at once; a number above it was not written by this module.</summary>
    internal const int MostWorkers = 100_000;

    private const int LongestText = 4096;

    /// <summary>What it goes by: twelve hexadecimal digits, drawn at random.</summary>
    public required string Id { get; init; }

    /// <summary>What the workers were handed to.</summary>
    public required SubmissionKind Kind { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTime Created { get; init; }

    /// <summary>How many workers were asked for, at least 1.</summary>
    public required int Workers { get; init; }

    /// <summary>The computer that it was made on; of sessions, the one that the workers run on.</summary>
    public required string Host { get; init; }

    /// <summary>Who made it, as the system knows the user.</summary>
    public required string User { get; init; }

    /// <summary>The scheduler's number of the job; null before it is known, and where there is no scheduler.</summary>
    public string? JobId { get; init; }

    /// <summary>The sweep's folder as the workers' computer sees it, where that is another computer.</summary>
    public string? RemotePath { get; init; }

    /// <summary>Whether that folder is another than the sweep's: what is done there has to be fetched.</summary>
    public bool IsCopied { get; init; }

    /// <summary>The workers that were started as processes.</summary>
    public IReadOnlyList<WorkerProcess> Processes { get; init; } = [];

    /// <summary>What the job is called: known before the scheduler has numbered it, so that it is found again whatever happens in between.</summary>
    [JsonIgnore]
    public string JobName => $"bn-{Id}";

    /// <summary>A new submission, made here and now.</summary>
    /// <param name="kind">What the workers are handed to.</param>
    /// <param name="workers">How many, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no workers, or more than any cluster runs.</exception>
    public static Submission New(SubmissionKind kind, int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workers, MostWorkers);
        return new Submission
        {
            Id = Guid.NewGuid().ToString("N")[..12],
            Kind = kind,
            Created = DateTime.UtcNow,
            Workers = workers,
            Host = Environment.MachineName,
            User = Environment.UserName,
        };
    }

    /// <summary>What is wrong with a submission that was read from a file, in a sentence; null where nothing is.</summary>
    /// <param name="id">The id that its file's name has.</param>
    internal string? Flaw(string id) => this switch
    {
        _ when Id != id || !IdText().IsMatch(Id) => $"Its id is '{Id}', where its name says '{id}'.",
        { Created.Kind: not DateTimeKind.Utc } => "Its time is not in UTC.",
        { Workers: < 1 or > MostWorkers } => $"It has {Workers} workers.",
        _ when !HostText().IsMatch(Host) => $"Its computer is called '{Host}'.",
        _ when !UserText().IsMatch(User) => $"Its user is called '{User}'.",
        _ when JobId is not null && !JobIdText().IsMatch(JobId) => $"The number of its job is '{JobId}'.",
        _ when RemotePath is { } path && (path.Length is 0 or > LongestText || path.Any(char.IsControl)) => "The folder on its computer is no path.",
        _ when Processes.Count > Workers => $"It has {Processes.Count} processes of {Workers} workers.",
        _ when Processes.Any(process => process is not { Id: > 1, Started.Kind: DateTimeKind.Utc }) => "One of its processes has no number above 1, or no time in UTC.",
        _ => null,
    };

    [GeneratedRegex(@"^[0-9a-f]{12}\z")]
    internal static partial Regex IdText();

    /// <summary>What squeue and sbatch call a job.</summary>
    [GeneratedRegex(@"^[0-9]{1,10}\z")]
    internal static partial Regex JobIdText();

    [GeneratedRegex(@"^[\w.:-]{1,255}\z")]
    private static partial Regex HostText();

    /// <summary>Empty where the system has no name for the user; of a domain, DOMAIN\name or name@domain.</summary>
    [GeneratedRegex(@"^(?!-)[\w.@\\$-]{0,255}\z")]
    private static partial Regex UserText();
}
