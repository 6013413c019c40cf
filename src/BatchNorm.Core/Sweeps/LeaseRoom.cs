using System.Globalization;
using BatchNorm.Files;
using BatchNorm.Storage;

namespace BatchNorm.Sweeps;

/// <summary>
/// Claims runs for a worker, without a server: a lease is a file that exactly one can make, KEY.with.GENERATION. Where its holder is dead, the lease of
/// the next generation is made, which again exactly one can; nothing is deleted or renamed to steal it. The holder of an older generation, should it
/// wake up, sees the newer one and gives up.
/// </summary>
/// <remarks>
/// Leases save work and nothing more: a run that two workers train at a time comes out the same to the bit, and the later one replaces
/// the earlier one's file. The file is made whole under another name and linked to its own, which succeeds for one, on local disks and on NFS.
/// </remarks>
internal sealed class LeaseRoom(SweepFolder sweep, WorkerRoom workers, string worker)
{
    /// <summary>Workers that may die of one run, with no progress from one to the next, before it is held to be what kills them.</summary>
    public const int MostLostWorkers = 5;

    /// <summary>Claims a run.</summary>
    /// <param name="run">The run; this worker does not hold it.</param>
    /// <returns>The generation of the lease, or null where another holds it.</returns>
    /// <exception cref="IOException">Leases cannot be written or read.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be.</exception>
    /// <exception cref="DeadlyRunException">Workers die of it, one after the other.</exception>
    public int? TryClaim(SweepRun run)
    {
        if (Latest(run) is not { } latest)
            return TryMake(run, 0) ? 0 : null;

        Lease? lease = Read(Name(run, latest));
        if (lease?.Worker == worker)
            return latest; // made, but the answer was lost on the way
        if (!workers.IsDead(Name(run, latest), lease))
            return null;
        if (latest + 1 >= MostLostWorkers && HasKilled(run, latest))
            throw new DeadlyRunException(MostLostWorkers);
        return TryMake(run, latest + 1) ? latest + 1 : null;
    }

    /// <summary>Whether a lease of this worker has not been overtaken by another, and is there still.</summary>
    public bool IsHeld(SweepRun run, int generation) => Latest(run) == generation;

    /// <summary>
    /// Whether a run that could not be claimed may have to be taken over yet: nobody has given a sign of life who trains it, or it was given back
    /// since, and nobody has it.
    /// </summary>
    public bool MayBeOrphaned(SweepRun run) => Latest(run) is not { } latest || !workers.IsKnownToLive(Read(Name(run, latest)));

    /// <summary>Gives a run back that is not finished.</summary>
    public void Release(SweepRun run, int generation) => Delete(Name(run, generation));

    /// <summary>Removes all leases of a run that is finished or failed.</summary>
    public void RemoveAll(SweepRun run)
    {
        foreach (int generation in Generations(run).ToArray())
            Delete(Name(run, generation));
    }

    /// <summary>The newest lease of every run that has any, with what it says.</summary>
    public IEnumerable<(string FileName, string Path, Lease? Lease)> All() =>
        from name in sweep.NamesIn(sweep.Leases)
        let dot = name.LastIndexOf('.')
        where dot > SettingKey.Length && SettingKey.IsKey(name.AsSpan(0, SettingKey.Length)) && Generation(name) is not null
        group name by name[..dot] into leases
        let newest = Path.Combine(sweep.Leases, leases.MaxBy(Generation)!)
        select (leases.Key, newest, Read(newest));

    private static int? Generation(string name) =>
        int.TryParse(name.AsSpan(name.LastIndexOf('.') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int generation) ? generation : null;

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            // It is believed for as long as its holder lives, and a run that is finished needs no lease.
        }
    }

    private static Lease? Read(string path)
    {
        try
        {
            return JsonFile.Read<Lease>(path, Lease.MostBytes);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return null; // cut off, foreign, or gone by now
        }
    }

    private int? Latest(SweepRun run) => Generations(run).Max(generation => (int?)generation);

    private IEnumerable<int> Generations(SweepRun run) => sweep.NamesIn(sweep.Leases)
        .Where(name => name.StartsWith(run.FileName + ".", StringComparison.Ordinal))
        .Select(Generation)
        .OfType<int>();

    /// <summary>Makes a lease; false where another has made it.</summary>
    private bool TryMake(SweepRun run, int generation)
    {
        string path = Name(run, generation);
        var lease = new Lease { Worker = worker, Kernel = Kernel.Id, Progress = Progress(run) };
        sweep.EnsureRoom(sweep.Leases);
        try
        {
            JsonFile.Write(path, lease, overwrite: false);
            return true;
        }
        catch (FileExistsException)
        {
            return Read(path)?.Worker == worker; // over a network the answer to what succeeded may be lost, and it is tried again
        }
    }

    /// <summary>Whether the run has not come on since the first of the last leases, whose holders are all dead.</summary>
    private bool HasKilled(SweepRun run, int latest) => Enumerable.Range(latest + 1 - MostLostWorkers, MostLostWorkers)
        .All(generation => Read(Name(run, generation)) is { } lease && lease.Progress == Progress(run));

    private long Progress(SweepRun run) => File.Exists(sweep.CheckpointPath(run)) ? File.GetLastWriteTimeUtc(sweep.CheckpointPath(run)).Ticks : 0;

    private string Name(SweepRun run, int generation) =>
        Path.Combine(sweep.Leases, string.Create(CultureInfo.InvariantCulture, $"{run.FileName}.{generation}"));
}
