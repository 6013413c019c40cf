using System.Globalization;
using System.Management.Automation;

namespace BatchNorm.Shell.Hosting;

/// <summary>Shows what runs and how far it is on one line of a screen, which is redrawn in place and leaves no trace.</summary>
internal sealed class ProgressLine(TextWriter screen, Func<int> width, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly SortedDictionary<(long Source, int Activity), ProgressRecord> _running = [];
    private long? _lastDrawing;
    private int _drawn;

    /// <summary>Takes news of an activity; draws it unless the line was drawn a moment ago.</summary>
    public void Update(long source, ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed)
            _running.Remove((source, record.ActivityId));
        else
            _running[(source, record.ActivityId)] = record;

        if (_running.Count == 0)
            Erase();
        else if (_lastDrawing is not long last || clock.GetElapsedTime(last) >= Interval)
            Draw();
    }

    /// <summary>Takes the line off the screen, so that something else can be written there.</summary>
    public void Erase()
    {
        if (_drawn == 0)
            return;
        screen.Write('\r' + new string(' ', _drawn) + '\r');
        screen.Flush();
        _drawn = 0;
    }

    /// <summary>Forgets every activity: whatever reported them has ended, if only by Ctrl+C.</summary>
    public void Reset()
    {
        Erase();
        _running.Clear();
        _lastDrawing = null;
    }

    private void Draw()
    {
        string line = string.Join(" | ", _running.Values.Select(Describe)).ReplaceLineEndings(" ");
        int columns = Math.Max(width() - 1, 0); // a full line would make the cursor wrap
        if (line.Length > columns)
            line = line[..columns];

        screen.Write('\r' + line.PadRight(_drawn));
        if (line.Length < _drawn)
            screen.Write('\r' + line);
        screen.Flush();
        _drawn = line.Length;
        _lastDrawing = clock.GetTimestamp();
    }

    private static string Describe(ProgressRecord record)
    {
        var parts = new List<string> { record.Activity };
        if (record.PercentComplete >= 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{record.PercentComplete} %"));
        if (!string.IsNullOrWhiteSpace(record.StatusDescription))
            parts.Add(record.StatusDescription);
        if (!string.IsNullOrWhiteSpace(record.CurrentOperation))
            parts.Add(record.CurrentOperation);
        if (record.SecondsRemaining >= 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromSeconds(record.SecondsRemaining):c} left"));
        return string.Join("  ", parts);
    }
}
