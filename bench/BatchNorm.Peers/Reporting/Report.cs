using System.Globalization;
using System.Text;
using BatchNorm.Files;
using BatchNorm.Peers.Contest;
using BatchNorm.Peers.Protocol;

namespace BatchNorm.Peers.Reporting;

/// <summary>The page of results. It replaces what it wrote the last time and leaves what others wrote around that.</summary>
internal sealed class Report(string path, string[] arguments)
{
    private const string Begin = "<!-- measured: written by bench/BatchNorm.Peers -->";
    private const string End = "<!-- /measured -->";

    private readonly List<Section> _sections = [];
    private readonly DateTime _start = DateTime.UtcNow;
    private readonly string? _load = Machine.Load();

    /// <summary>Whether a part could not be measured.</summary>
    public bool HasFailures { get; private set; }

    /// <summary>What was measured, once <see cref="Write"/> has put it together.</summary>
    public string Text { get; private set; } = "";

    public void Add(Section section) => _sections.Add(section);

    /// <summary>Measures a part. One that fails is a line of the report: it must not cost what was measured before it.</summary>
    public void Add(string title, Func<Section> measure)
    {
        try
        {
            Add(measure());
        }
        catch (PeerException error)
        {
            HasFailures = true;
            Progress.Say($"{title}: {error.Message}");
            Add(new Section(title, $"Not measured: {error.Message}"));
        }
    }

    /// <summary>Puts the page together and writes it.</summary>
    public void Write(IReadOnlyList<string> machine, string data, Contestants contestants)
    {
        Text = Compose(machine, data, contestants);
        string fullPath = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
        string page = File.Exists(fullPath) ? Replace(File.ReadAllText(fullPath), Text) : "# Performance\n\n" + Text;
        AtomicFile.Write(fullPath, overwrite: true, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
        Progress.Say($"written: {fullPath}");
    }

    private string Compose(IReadOnlyList<string> machine, string data, Contestants contestants)
    {
        string options = arguments is [] ? "" : " -- " + string.Join(' ', arguments);
        double minutes = (DateTime.UtcNow - _start).TotalMinutes;
        var text = new StringBuilder(Begin).Append("\n\n```\n")
            .Append(CultureInfo.InvariantCulture, $"dotnet run -c Release --project bench/BatchNorm.Peers{options}\n```\n\n")
            .Append(CultureInfo.InvariantCulture, $"Measured {_start:yyyy-MM-dd HH:mm} UTC, which took {minutes:0} minutes. ")
            .Append(CultureInfo.InvariantCulture, $"Data: {data}.\n\n");
        AppendList(text, "Machine", _load is null ? machine : [.. machine, $"load of the machine before: {_load}"]);
        AppendList(text, "Measured", contestants.Versions);
        AppendList(text, "Skipped", contestants.Skipped);
        foreach (Section section in _sections)
            text.Append(CultureInfo.InvariantCulture, $"{section}\n");
        return text.Append(End).Append('\n').ToString();
    }

    private static void AppendList(StringBuilder text, string title, IReadOnlyList<string> items)
    {
        if (items.Count > 0)
            text.Append(title).Append(":\n\n- ").AppendJoin("\n- ", items).Append("\n\n");
    }

    private static string Replace(string page, string measured)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin
            ? $"{page.TrimEnd()}\n\n{measured}"
            : page[..begin] + measured.TrimEnd() + page[(end + End.Length)..];
    }
}
