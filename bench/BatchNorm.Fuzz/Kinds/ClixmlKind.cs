using System.Management.Automation;
using System.Text;
using System.Xml;
using BatchNorm.Fuzz.Mutation;

namespace BatchNorm.Fuzz.Kinds;

/// <summary>Comparisons as Export-Clixml writes them: values, types and names changed, elements left out, and now and then the text itself.</summary>
internal sealed class ClixmlKind : FuzzKind
{
    private static readonly string[] Types = ["S", "I32", "I64", "D", "B", "TS", "DT", "Nil", "Sg", "By", "C", "BA"];

    private readonly ModuleSession _session;
    private readonly string[] _originals;

    public ClixmlKind(ModuleSession session, IReadOnlyList<PSObject> comparisons)
    {
        _session = session;
        _originals = [.. comparisons.Select(comparison => PSSerializer.Serialize(comparison, depth: 3))];
    }

    public override string Name => "clixml";

    public override int Share => 3;

    public override int BatchLength => 20;

    public override long FixedBytes => 8 << 20;

    public override int BytesPerByte => 64;

    public override byte[] Make(Random random)
    {
        string text = _originals[random.Next(_originals.Length)];
        if (random.Next(8) == 0)
            return ByteMutator.Mutate(random, Encoding.UTF8.GetBytes(text), text.Length);

        string[] parts = text.Split('<'); // each begins with a tag: 'D N="LearningRate">0.01' or '/Props>'
        for (int change = random.Next(1, 6); change > 0; change--)
            Change(random, parts, random.Next(1, parts.Length));
        return Encoding.UTF8.GetBytes(string.Join('<', parts));
    }

    public override int Read(IReadOnlyList<byte[]> files)
    {
        var objects = new List<object>();
        foreach (byte[] file in files)
        {
            try
            {
                if (PSSerializer.Deserialize(Encoding.UTF8.GetString(file)) is { } comparison)
                    objects.Add(comparison);
            }
            catch (Exception error) when (error is XmlException or RuntimeException or InvalidOperationException or ArgumentException or FormatException
                or OverflowException or System.Runtime.Serialization.SerializationException)
            {
                // Import-Clixml's own refusal; the module never sees the file.
            }
        }

        int refused = files.Count - objects.Count + _session.Invoke(objects, shell => shell.AddCommand("Measure-BatchNorm")).Errors;
        Draw(objects.Take(1));
        return refused;
    }

    /// <summary>Draws the first of them: drawing takes a hundred times as long as measuring.</summary>
    private void Draw(IEnumerable<object> comparisons)
    {
        string path = Path.Combine(Path.GetTempPath(), $"batchnorm-fuzz-{Environment.ProcessId}.svg");
        try
        {
            _session.Invoke(comparisons, shell => shell.AddCommand("Export-AccuracyPlot").AddParameter("Path", path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Change(Random random, string[] parts, int at)
    {
        string part = parts[at];
        int end = part.IndexOf('>', StringComparison.Ordinal);
        int name = part.IndexOf("N=\"", StringComparison.Ordinal);
        if (end < 0)
            return;

        bool isLeaf = at + 1 < parts.Length && parts[at + 1].StartsWith('/') && part[0] != '/';
        switch (random.Next(4))
        {
            case 0 when isLeaf: // the element is gone: a comment stands in its place
                parts[at] = "!--x-->";
                parts[at + 1] = "!--x-->" + parts[at + 1][(parts[at + 1].IndexOf('>', StringComparison.Ordinal) + 1)..];
                break;
            case 1 when isLeaf: // another type
                string type = Types[random.Next(Types.Length)];
                int nameEnd = part.AsSpan().IndexOfAny(' ', '>');
                parts[at] = type + part[nameEnd..];
                parts[at + 1] = $"/{type}" + parts[at + 1][parts[at + 1].IndexOf('>', StringComparison.Ordinal)..];
                break;
            case 2 when name >= 0: // another name
                parts[at] = part.Insert(name + 3, "x");
                break;
            default:
                if (isLeaf)
                    parts[at] = part[..(end + 1)] + System.Security.SecurityElement.Escape(TextMutator.Mutate(random, part[(end + 1)..]));
                break;
        }
    }
}
