using System.Security.Cryptography;
using System.Text.Json;
using BatchNorm.Files;
using BatchNorm.Storage;
using BatchNorm.Training;

namespace BatchNorm.Sweeps;

/// <summary>
/// A finished run as a file: JSON with the run, its key, where and when it was made, and the SHA-256 of the run's bytes as they stand in the file.
/// </summary>
internal static class RunFile
{
    /// <summary>A run of a million samples with traces would fit; what is longer was not written by this module.</summary>
    private const int MostBytes = 512 << 20;

    private const string Format = "BatchNorm.Run";
    private const int Version = 1;

    /// <summary>Keeps a run. The file appears whole or not at all; one that is there is replaced.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(string path, SweepRun run, TrainingRun result)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(result with { Network = null }, JsonFile.Options);
        var content = new Content
        {
            Format = Format,
            Version = Version,
            Key = run.Key,
            Module = typeof(RunFile).Assembly.GetName().Version!.ToString(3),
            Host = Environment.MachineName,
            Finished = DateTime.UtcNow,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Run = JsonSerializer.Deserialize<JsonElement>(bytes),
        };
        AtomicFile.WriteComposed(path, overwrite: true, stream => JsonSerializer.Serialize(stream, content, JsonFile.Options));
    }

    /// <summary>Reads a run that was kept.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">What run it is to be of.</param>
    /// <exception cref="StorageException">It is damaged, of another run, or a newer version wrote it.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    public static TrainingRun Read(string path, SweepRun run)
    {
        Content content = Checked(path, run.Key);
        TrainingRun result = JsonFile.Parse<TrainingRun>(path, JsonSerializer.SerializeToUtf8Bytes(content.Run, JsonFile.Options));
        if (result.UseBatchNorm != run.UseBatchNorm || SettingKey.Of(result) != run.Key)
            throw new StorageException(path, $"It holds a run of other settings than those of the key {run.Key}.");
        return result;
    }

    /// <summary>Checks that a file is whole and of the run whose name it has, without reading the run.</summary>
    /// <inheritdoc cref="Read"/>
    public static void Check(string path, string key) => Checked(path, key);

    private static Content Checked(string path, string key)
    {
        Content content = JsonFile.Read<Content>(path, MostBytes);
        if (content.Format != Format)
            throw new StorageException(path, "It is no run of a sweep.");
        if (content.Version != Version)
            throw new StorageException(path, $"It is of version {content.Version} of the file format; this module reads version {Version}. Update the module.") { IsOfNewerVersion = content.Version > Version };
        if (content.Key != key)
            throw new StorageException(path, $"It is the run of the key {content.Key}, not {key} as its name says.");
        string digest = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content.Run, JsonFile.Options)));
        return digest == content.Sha256
            ? content
            : throw new StorageException(path, $"The SHA-256 of its run is {digest}, not {content.Sha256} as it says: something changed it.");
    }

    private sealed record Content
    {
        public required string Format { get; init; }

        public required int Version { get; init; }

        public required string Key { get; init; }

        public required string Module { get; init; }

        public required string Host { get; init; }

        public required DateTime Finished { get; init; }

        public required string Sha256 { get; init; }

        public required JsonElement Run { get; init; }
    }
}
