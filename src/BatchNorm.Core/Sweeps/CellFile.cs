using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using BatchNorm.Experiments;
using BatchNorm.Files;
using BatchNorm.Settings;
using BatchNorm.Storage;

namespace BatchNorm.Sweeps;

/// <summary>
/// Cells that were added at once, as a file of lines: JSON, a cell a line. It is called by the digest of its content, so that the same cells are the
/// same file, folders are merged by copying files, and a file that something changed is known by its name. One file of 10,000 lines is read in a
/// fraction of the time that 10,000 files take, most of all over a network.
/// </summary>
internal static class CellFile
{
    private const int NameLength = 16;
    private const string Extension = ".jsonl";
    private const int MostBytes = 1 << 30;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether a file is called like one of cells.</summary>
    public static bool IsName(string name) =>
        name.Length == NameLength + Extension.Length && name.EndsWith(Extension, StringComparison.Ordinal)
        && SettingKey.IsHexadecimal(name.AsSpan(0, NameLength));

    /// <summary>Writes cells; the file appears whole or not at all.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="cells">At least one.</param>
    public static void Write(string folder, IEnumerable<SweepCell> cells)
    {
        using var content = new MemoryStream();
        foreach (SweepCell cell in cells)
            WriteLine(content, cell);
        byte[] bytes = content.ToArray();
        AtomicFile.Write(Path.Combine(folder, NameOf(bytes) + Extension), overwrite: true, stream => stream.Write(bytes));
    }

    /// <summary>Reads cells, one after the other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="data">The data that they are of.</param>
    /// <param name="isWanted">Which of them; what is not wanted is skipped at little cost.</param>
    /// <exception cref="StorageException">It is damaged, or a newer version wrote it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<SweepCell> Read(string path, SweepData data, Func<CellEntry, bool> isWanted)
    {
        int number = 0;
        JsonDocument? lastLine = null;
        Experiment? lastExperiment = null;
        try
        {
            foreach (ReadOnlyMemory<byte> line in Lines(path))
            {
                CellEntry entry = Entry(path, ++number, line.Span);
                if (!isWanted(entry))
                    continue;
                JsonDocument document = Parsed(path, number, line);
                SweepCell cell = Cell(path, number, document, entry, data, lastLine is null ? null : (lastLine.RootElement.GetProperty(Field.Settings), lastExperiment!));
                lastLine?.Dispose();
                (lastLine, lastExperiment) = (document, cell.Experiment);
                yield return cell;
            }
        }
        finally
        {
            lastLine?.Dispose();
        }
    }

    /// <summary>Reads what cells are called and how long they take, one after the other, and no more.</summary>
    /// <inheritdoc cref="Read"/>
    public static IEnumerable<CellEntry> ReadEntries(string path)
    {
        int number = 0;
        foreach (ReadOnlyMemory<byte> line in Lines(path))
            yield return Entry(path, ++number, line.Span);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(string path)
    {
        ReadOnlyMemory<byte> rest = ReadWhole(path);
        while (rest.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            yield return rest[..end];
            rest = rest[(end + 1)..];
        }
    }

    /// <summary>The bytes of a file, if nothing has changed it since it was written.</summary>
    private static byte[] ReadWhole(string path)
    {
        byte[] bytes = JsonFile.ReadBytes(path, MostBytes);
        return NameOf(bytes) == Path.GetFileNameWithoutExtension(path)
            ? bytes
            : throw Refusal(path, $"Its SHA-256 begins with {NameOf(bytes)}, not as its name says: something changed it or cut it off.");
    }

    private static string NameOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..NameLength];

    private static void WriteLine(Stream stream, SweepCell cell)
    {
        using (var json = new Utf8JsonWriter(stream, Writing))
        {
            PublishedExperiment experiment = cell.Experiment;
            json.WriteStartObject();
            json.WriteString(Field.Key, cell.Key);
            json.WriteString(Field.Without, cell.Without.Key);
            if (experiment.Name.Length > 0)
                json.WriteString(Field.Name, experiment.Name);
            WriteOptional(json, Field.PublishedWithout, experiment.PublishedTestAccuracyWithout);
            WriteOptional(json, Field.PublishedWith, experiment.PublishedTestAccuracyWith);
            WriteOptional(json, Field.PublishedIndividual, experiment.PublishedIndividualAccuracyWith);
            json.WritePropertyName(Field.Settings);
            json.WriteRawValue(SettingKey.Canonical(experiment), skipInputValidation: true);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteOptional(Utf8JsonWriter json, string field, double? value)
    {
        if (value is { } number)
            json.WriteNumber(field, number);
    }

    private static JsonDocument Parsed(string path, int number, ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException error)
        {
            throw Refusal(path, $"Line {number} cannot be read: {error.Message}", error);
        }
    }

    private static SweepCell Cell(string path, int number, JsonDocument line, CellEntry entry, SweepData data, (JsonElement, Experiment)? last)
    {
        try
        {
            JsonElement root = line.RootElement;
            JsonElement settings = root.GetProperty(Field.Settings);
            var experiment = new PublishedExperiment(SettingKey.Read(settings, last))
            {
                Name = root.TryGetProperty(Field.Name, out JsonElement name) ? name.GetString()! : "",
                Dataset = data.Name,
                PublishedTestAccuracyWithout = Optional(root, Field.PublishedWithout),
                PublishedTestAccuracyWith = Optional(root, Field.PublishedWith),
                PublishedIndividualAccuracyWith = Optional(root, Field.PublishedIndividual),
            };
            if (experiment.DatasetHash != data.Sha256)
                throw OfOtherData(path, number);
            return SettingKey.OfText(settings.GetRawText()) == entry.Key
                ? SweepCell.Of(experiment, entry)
                : throw Refusal(path, $"Line {number} is of other settings than its key says.");
        }
        catch (Exception error) when (error is KeyNotFoundException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw Refusal(path, $"Line {number} cannot be read: {error.Message}", error);
        }
    }

    private static CellEntry Entry(string path, int number, ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            string? key = null, without = null;
            int batches = 0;
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                if (reader.ValueTextEquals(Field.Key) && reader.Read())
                    key = reader.GetString();
                else if (reader.ValueTextEquals(Field.Without) && reader.Read())
                    without = reader.GetString();
                else if (reader.ValueTextEquals(Field.TrainingBatches) && reader.Read())
                    batches = reader.GetInt32();
            }

            return SettingKey.IsKey(key) && SettingKey.IsKey(without) && batches > 0
                ? new CellEntry(key!, without!, batches)
                : throw Refusal(path, $"Line {number} has no keys, or no steps.");
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw Refusal(path, $"Line {number} cannot be read: {error.Message}", error);
        }
    }

    private static double? Optional(JsonElement root, string field) => root.TryGetProperty(field, out JsonElement value) ? value.GetDouble() : null;

    private static StorageException OfOtherData(string path, int number) => new(path, $"Line {number} is of other data than the sweep: the file is another sweep's.")
    {
        Advice = "Take the file away: cells and runs are copied between sweeps of the same data only.",
    };

    private static StorageException Refusal(string path, string reason, Exception? cause = null) => new(path, reason, cause)
    {
        Advice = "Add the cells again with the command that made the sweep: the file is then replaced, and results that are there are kept.",
    };

    private static class Field
    {
        public const string Key = "key";
        public const string Without = "without";
        public const string Name = "name";
        public const string PublishedWithout = "publishedTestAccuracyWithout";
        public const string PublishedWith = "publishedTestAccuracyWith";
        public const string PublishedIndividual = "publishedIndividualAccuracyWith";
        public const string Settings = "settings";
        public const string TrainingBatches = "trainingBatches";
    }
}
