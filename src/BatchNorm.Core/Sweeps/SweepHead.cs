using BatchNorm.Files;
using BatchNorm.Storage;

namespace BatchNorm.Sweeps;

/// <summary>The file that makes a folder a sweep, and says what data it is of.</summary>
internal sealed record SweepHead
{
    private const string ThisFormat = "BatchNorm.Sweep";
    private const int ThisVersion = 1;
    private const int HashLength = 64;
    private const int MostBytes = 1 << 20;

    public required string Format { get; init; }

    public required int Version { get; init; }

    public required DateTime Created { get; init; }

    public required SweepData Dataset { get; init; }

    /// <summary>Writes it; false where somebody else has.</summary>
    public static bool TryWrite(string path, SweepData data)
    {
        var head = new SweepHead { Format = ThisFormat, Version = ThisVersion, Created = DateTime.UtcNow, Dataset = data };
        try
        {
            JsonFile.Write(path, head, overwrite: false);
            return true;
        }
        catch (FileExistsException)
        {
            return false;
        }
    }

    /// <summary>The data of the sweep.</summary>
    /// <exception cref="StorageException">It is damaged, or a newer version made it.</exception>
    public static SweepData Read(string path)
    {
        SweepHead head = JsonFile.Read<SweepHead>(path, MostBytes);
        if (head.Format != ThisFormat)
            throw new StorageException(path, "It is not that of a sweep of BatchNorm.");
        if (head.Version != ThisVersion)
            throw new StorageException(path, $"It is of version {head.Version} of the format; this module reads version {ThisVersion}. Update the module.");
        if (head.Dataset.Sha256 is not { Length: HashLength } || head.Dataset.Name is null)
            throw new StorageException(path, "It does not say what data the sweep is of.");
        return head.Dataset;
    }
}
