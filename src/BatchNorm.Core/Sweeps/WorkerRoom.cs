using BatchNorm.Storage;

namespace BatchNorm.Sweeps;

/// <summary>The workers of a sweep: their signs of life, and who of them is dead.</summary>
/// <remarks>
/// A worker is dead where its sign of life has not changed for the lease time by the watcher's own clock, which never goes back. Times of different
/// machines are not compared. On the worker's own kernel its lock tells at once that its process has ended; one that stands still keeps its lock, and
/// is dead when it was silent.
/// </remarks>
/// <param name="sweep">The sweep.</param>
/// <param name="leaseTime">How long a worker may be silent.</param>
/// <param name="time">Measures that.</param>
internal sealed class WorkerRoom(SweepFolder sweep, TimeSpan leaseTime, TimeProvider time)
{
    private const string Extension = ".json";

    private readonly HashSet<string> _seenAlive = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Seen, long Since)> _watched = new(StringComparer.Ordinal); // also the lock

    /// <summary>Where the sign of life of a worker is.</summary>
    public string HeartbeatPath(string worker) => Path.Combine(sweep.Workers, worker + Extension);

    /// <summary>Where its lock is.</summary>
    public string LockPath(string worker) => Path.Combine(sweep.Workers, worker + ".lock");

    /// <summary>The last sign of life of a worker, or null where there is none, or none that can be read.</summary>
    public Heartbeat? Read(string worker)
    {
        try
        {
            return JsonFile.Read<Heartbeat>(HeartbeatPath(worker), Heartbeat.MostBytes);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The last signs of life of all workers that gave any and did not end in good order.</summary>
    public IEnumerable<Heartbeat> All() => SweepFolder.NamesIn(sweep.Workers)
        .Where(name => name.EndsWith(Extension, StringComparison.Ordinal) && !name.StartsWith('.'))
        .Select(name => Read(name[..^Extension.Length]))
        .OfType<Heartbeat>();

    /// <summary>Removes what is left of workers that died on this kernel.</summary>
    public void RemoveDead()
    {
        foreach (Heartbeat heartbeat in All().Where(heartbeat => heartbeat.Kernel == Kernel.Id && LifeLock.IsFree(LockPath(heartbeat.Worker))).ToArray())
        {
            File.Delete(HeartbeatPath(heartbeat.Worker));
            File.Delete(LockPath(heartbeat.Worker));
        }
    }

    /// <summary>Whether the holder of a lease is dead, as far as this watcher can tell by now.</summary>
    /// <param name="path">The lease, which is what is watched where nobody knows whose it is.</param>
    /// <param name="lease">What it says, or null where it says nothing.</param>
    public bool IsDead(string path, Lease? lease)
    {
        if (lease is null)
            return IsSilent(path, "no worker's name");
        if (lease.Kernel == Kernel.Id && LifeLock.IsFree(LockPath(lease.Worker)))
            return true;
        return IsSilent(lease.Worker, Read(lease.Worker) is { } heartbeat ? FormattableString.Invariant($"{heartbeat.Beat}") : "no sign of life");
    }

    /// <summary>
    /// Whether the holder of a lease is known to live, or to have lived since this watcher began to look: by its lock on the same kernel, by a sign of
    /// life that changed elsewhere.
    /// </summary>
    /// <param name="lease">What the lease says, or null where it says nothing.</param>
    public bool IsKnownToLive(Lease? lease)
    {
        if (lease is null)
            return false;
        if (lease.Kernel == Kernel.Id)
            return !LifeLock.IsFree(LockPath(lease.Worker));
        lock (_watched)
            return _seenAlive.Contains(lease.Worker);
    }

    /// <summary>Whether what is seen of something has been the same for the lease time.</summary>
    private bool IsSilent(string what, string seen)
    {
        lock (_watched)
        {
            bool isKnown = _watched.TryGetValue(what, out (string Seen, long Since) last);
            if (!isKnown || last.Seen != seen)
            {
                if (isKnown)
                    _seenAlive.Add(what);
                _watched[what] = (seen, time.GetTimestamp());
                return false;
            }

            return time.GetElapsedTime(last.Since) >= leaseTime;
        }
    }
}
