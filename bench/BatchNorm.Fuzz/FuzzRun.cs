using System.Diagnostics;
using BatchNorm.Fuzz.Kinds;

namespace BatchNorm.Fuzz;

/// <summary>Makes and reads files of one kind, and holds each against what the module promises of bad input.</summary>
internal sealed class FuzzRun(FuzzKind kind, int seed, string output)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly List<string> _violations = [];

    public FuzzKind Kind => kind;

    public int Files { get; private set; }

    public int Refused { get; private set; }

    /// <summary>The processor time of the file or batch that took longest.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>The most that was allocated for a file, or for a file of a batch on average.</summary>
    public long MostBytes { get; private set; }

    public TimeSpan Duration { get; private set; }

    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Reads files from one number to another.</summary>
    public void Read(int first, int count)
    {
        Read([kind.Make(RandomOf(first))]); // what only the first file costs is not the file's doing
        long start = Stopwatch.GetTimestamp();
        for (int index = first; index < first + count; index += kind.BatchLength)
            ReadBatch(index, Math.Min(kind.BatchLength, first + count - index));
        Duration = Stopwatch.GetElapsedTime(start);
        Files = count;
    }

    private void ReadBatch(int first, int count)
    {
        byte[][] files = [.. Enumerable.Range(first, count).Select(index => kind.Make(RandomOf(index)))];
        Reading together = Read(files);
        if (together.Violation is null)
        {
            Add(together, count);
            return;
        }

        // One of them broke a promise, or all together took more than one may, or the runtime was busy with itself: each for itself, then.
        for (int i = 0; i < count; i++)
        {
            Reading alone = Read([files[i]]);
            if (alone.Violation is null)
                Add(alone, 1);
            else
                Keep(first + i, files[i], alone.Violation);
        }
    }

    private void Add(Reading reading, int count)
    {
        Refused += reading.Refused;
        Slowest = reading.Duration > Slowest ? reading.Duration : Slowest;
        MostBytes = Math.Max(MostBytes, reading.Allocated / count);
    }

    private Reading Read(byte[][] files)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan start = Environment.CpuUsage.TotalTime; // on a busy machine the clock tells of others, not of the file
        string? violation = null;
        int refused = 0;
        try
        {
            refused = kind.Read(files);
        }
        catch (Exception error)
        {
            violation = $"an undocumented error: {error}";
        }

        TimeSpan duration = Environment.CpuUsage.TotalTime - start;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        long bound = kind.FixedBytes + (kind.BytesPerByte * files.Sum(file => (long)file.Length));
        violation ??= duration > Longest ? $"{duration.TotalSeconds:f1} s of processor time"
            : allocated > bound ? $"{allocated} bytes allocated, where {bound} is the bound"
            : null;
        return new Reading(violation, refused, duration, allocated);
    }

    private void Keep(int index, byte[] file, string violation)
    {
        Directory.CreateDirectory(output);
        string path = Path.Combine(output, $"batchnorm-fuzz-{kind.Name}-{seed}-{index}.bin");
        File.WriteAllBytes(path, file);
        _violations.Add($"--seed {seed} --only {kind.Name} --first {index} --count 1 ({path}): {violation}");
    }

    /// <summary>Every file has a generator of its own, so that it can be made again without those before it.</summary>
    private Random RandomOf(int index) => new(unchecked((seed * 16777619) ^ (index * (int)2654435761)));

    /// <summary>What reading files came to; the violation is the promise that was broken, or null.</summary>
    private sealed record Reading(string? Violation, int Refused, TimeSpan Duration, long Allocated);
}
