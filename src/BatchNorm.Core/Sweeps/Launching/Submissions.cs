using System.Text.Json;
using System.Text.Json.Serialization;
using BatchNorm.Files;

namespace BatchNorm.Sweeps.Launching;

/// <summary>The submissions of a sweep: a file each, which appears whole or not at all, readable by people.</summary>
public sealed class Submissions
{
    private const string Format = "BatchNorm.Submission";
    private const int Version = 1;

    /// <summary>Far more than the processes of as many workers as there can be on one computer.</summary>
    private const int LargestFile = 1 << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
        WriteIndented = true,
    };

    private readonly string _folder;

    /// <summary>Names the sweep; nothing is made before something is kept.</summary>
    /// <param name="sweepFolder">The sweep's folder.</param>
    public Submissions(string sweepFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(sweepFolder);
        string root = Path.GetFullPath(sweepFolder);
        _folder = Path.Combine(root, "submissions");
        LogFolder = Path.Combine(root, "logs");
    }

    /// <summary>Where workers write what they have to say.</summary>
    public string LogFolder { get; }

    /// <summary>The file of a submission.</summary>
    public string PathOf(Submission submission) => Path.Combine(_folder, $"{submission.Id}.json");

    /// <summary>The script of a submission that has one.</summary>
    public string ScriptPathOf(Submission submission) => Path.Combine(_folder, $"{submission.Id}.sh");

    /// <summary>Keeps a submission, in the place of an earlier state of it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Save(Submission submission)
    {
        Directory.CreateDirectory(_folder);
        AtomicFile.WriteComposed(PathOf(submission), overwrite: true, stream => JsonSerializer.Serialize(stream, new Document(Format, Version, submission), Json));
    }

    /// <summary>Keeps the script of a submission.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public string SaveScript(Submission submission, string script)
    {
        Directory.CreateDirectory(_folder);
        string path = ScriptPathOf(submission);
        AtomicFile.WriteComposed(path, overwrite: true, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(script)));
        return path;
    }

    /// <summary>Forgets a submission of which nothing came.</summary>
    public void Remove(Submission submission)
    {
        File.Delete(ScriptPathOf(submission));
        File.Delete(PathOf(submission));
    }

    /// <summary>All submissions, the oldest first. What cannot be read is told of and left out.</summary>
    /// <param name="onRefused">Is told of every file that was refused.</param>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public IReadOnlyList<Submission> All(Action<SubmissionException> onRefused)
    {
        ArgumentNullException.ThrowIfNull(onRefused);
        if (!Directory.Exists(_folder))
            return [];

        var read = new List<Submission>();
        foreach (string path in Directory.EnumerateFiles(_folder, "*.json").Where(path => Submission.IdText().IsMatch(Path.GetFileNameWithoutExtension(path))))
        {
            try
            {
                read.Add(Read(path));
            }
            catch (SubmissionException refusal)
            {
                onRefused(refusal);
            }
        }

        return [.. read.OrderBy(submission => submission.Created).ThenBy(submission => submission.Id, StringComparer.Ordinal)];
    }

    private static Submission Read(string path)
    {
        try
        {
            using FileStream file = ReplacedFile.OpenRead(path);
            if (file.Length > LargestFile)
                throw new SubmissionException(path, $"It has {file.Length} bytes, more than any submission.");

            Document document = JsonSerializer.Deserialize<Document>(file, Json) ?? throw new SubmissionException(path, "It is empty.");
            if (document.Format != Format)
                throw new SubmissionException(path, $"Its format is '{document.Format}', not '{Format}'.");
            if (document.Version != Version)
                throw new SubmissionException(path, $"It is of version {document.Version}; this module reads version {Version}.");
            return document.Submission.Flaw(Path.GetFileNameWithoutExtension(path)) is { } flaw
                ? throw new SubmissionException(path, flaw)
                : document.Submission;
        }
        catch (JsonException error)
        {
            throw new SubmissionException(path, error.Message, error);
        }
        catch (Exception error) when (error is IOException and not SubmissionException or UnauthorizedAccessException)
        {
            throw new SubmissionException(path, error.Message, error);
        }
    }

    private sealed record Document(string Format, int Version, Submission Submission);
}
