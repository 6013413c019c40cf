using BatchNorm.Experiments;
using BatchNorm.Storage;

namespace BatchNorm.Sweeps;

/// <summary>The cells of a sweep: a file for each time that some were added.</summary>
internal sealed class CellRoom(SweepFolder sweep)
{
    /// <inheritdoc cref="SweepFolder.Add"/>
    public int Add(IEnumerable<PublishedExperiment> experiments)
    {
        List<SweepCell> cells = NewOf(experiments, whenDamaged: file => DamagedFile.SetAside(file, sweep.Errors));
        if (cells.Count == 0)
            return 0;

        sweep.EnsureRoom(sweep.CellFiles);
        CellFile.Write(sweep.CellFiles, cells);
        return cells.Count;
    }

    /// <inheritdoc cref="SweepFolder.CountNew"/>
    public int CountNew(IEnumerable<PublishedExperiment> experiments) => NewOf(experiments, whenDamaged: _ => { }).Count;

    /// <summary>Cells, one after the other, each once: those that were added first, first.</summary>
    /// <param name="isWanted">Which of them; what is not wanted costs little.</param>
    /// <exception cref="StorageException">A file is damaged, or a newer version wrote it.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    public IEnumerable<SweepCell> Read(Func<CellEntry, bool> isWanted)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Files().SelectMany(file => CellFile.Read(file, sweep.Data, entry => seen.Add(entry.Key) && isWanted(entry)));
    }

    /// <summary>What is known of the cells without reading their settings.</summary>
    /// <inheritdoc cref="Read"/>
    public IEnumerable<CellEntry> ReadEntries() => Files().SelectMany(CellFile.ReadEntries).DistinctBy(entry => entry.Key);

    private List<SweepCell> NewOf(IEnumerable<PublishedExperiment> experiments, Action<string> whenDamaged)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        HashSet<string> known = KnownKeys(whenDamaged);
        var added = new List<SweepCell>();
        foreach (PublishedExperiment experiment in experiments)
        {
            if (experiment.DatasetHash != sweep.Data.Sha256)
                throw new ArgumentException($"The experiment '{experiment}' is of other data than the sweep.", nameof(experiments));
            var cell = SweepCell.Of(experiment);
            if (known.Add(cell.Key))
                added.Add(cell);
        }

        return added;
    }

    private HashSet<string> KnownKeys(Action<string> whenDamaged)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (string file in Files())
        {
            try
            {
                keys.UnionWith(CellFile.ReadEntries(file).Select(entry => entry.Key));
            }
            catch (StorageException)
            {
                whenDamaged(file);
            }
        }

        return keys;
    }

    /// <summary>Times are of one folder here, and decide nothing but which cells come first; where they are equal, names do.</summary>
    private IEnumerable<string> Files() => sweep.FilesIn(sweep.CellFiles)
        .Where(file => CellFile.IsName(file.Name))
        .OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)
        .Select(file => file.FullName);
}
