using System.Globalization;
using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// The comparisons of sweeps that come in their place: what Get-BatchNormSweep wrote, live or back from a file or a job. What is done is read; how much
/// that is of all, is told.
/// </summary>
internal sealed class SweepInput
{
    private readonly Dictionary<string, OpenedSweep> _opened = new(StringComparer.Ordinal);
    private readonly List<MissingComparison> _missing = [];
    private long _done;

    /// <summary>What is missing, in a sentence; empty where nothing is.</summary>
    public string MissingInWords
    {
        get
        {
            int failed = _missing.Count(one => one.Failure is not null);
            return _missing.Count == 0 ? "" : string.Create(
                CultureInfo.InvariantCulture, $"{_done} of {_done + _missing.Count} comparisons are done{(failed > 0 ? $", {failed} failed" : "")}.");
        }
    }

    /// <summary>What is missing.</summary>
    public IReadOnlyList<MissingComparison> Missing => _missing;

    /// <summary>The comparisons that are done of what an object stands for; null where it is neither a sweep nor a cell of one.</summary>
    /// <exception cref="IOException">The sweep is not there, damaged, or cannot be read.</exception>
    public IReadOnlyList<BatchNormComparison>? Read(PSObject item)
    {
        bool isCell = Is<CellStatus>(item);
        if (!isCell && !Is<SweepStatus>(item))
            return null;

        OpenedSweep sweep = Opened(Text(item, nameof(SweepStatus.Path)));
        return !isCell ? Read(sweep.Folder, sweep.Cells.Values)
            : sweep.Cells.TryGetValue(Text(item, nameof(CellStatus.Key)), out SweepCell? cell) ? Read(sweep.Folder, [cell])
            : [];
    }

    private List<BatchNormComparison> Read(SweepFolder sweep, IEnumerable<SweepCell> cells)
    {
        var read = new List<BatchNormComparison>();
        foreach (SweepCell cell in cells)
        {
            if (sweep.TryReadComparison(cell) is { } comparison)
                read.Add(comparison);
            else
                _missing.Add(new MissingComparison(cell.Experiment, sweep.ReadFailure(cell)?.Message));
        }

        _done += read.Count;
        return read;
    }

    private OpenedSweep Opened(string path)
    {
        if (!_opened.TryGetValue(path, out OpenedSweep? opened))
        {
            SweepFolder sweep = SweepFolder.Open(path);
            opened = new OpenedSweep(sweep, sweep.Cells().ToDictionary(cell => cell.Key, StringComparer.Ordinal));
            _opened.Add(path, opened);
        }

        return opened;
    }

    private static bool Is<T>(PSObject item) =>
        item.BaseObject is T || item.TypeNames.Any(name => name.EndsWith($"Deserialized.{typeof(T).FullName}", StringComparison.Ordinal));

    private static string Text(PSObject item, string property) => $"{item.Properties[property]?.Value}";

    /// <summary>A sweep with its cells by their keys, in their order.</summary>
    private sealed record OpenedSweep(SweepFolder Folder, Dictionary<string, SweepCell> Cells);
}
