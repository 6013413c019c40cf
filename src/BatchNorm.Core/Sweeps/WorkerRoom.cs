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

    private readonly Dictionary<string, Watch> _watched = new(StringComparer.Ordinal); // also the lock

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
    public IEnumerable<Heartbeat> All() => sweep.NamesIn(sweep.Workers)
        .Where(name => name.EndsWith(Extension, StringComparison.Ordinal) && !name.StartsWith('.'))
        .Select(name => Read(name[..^Extension.Length]))
        .OfType<Heartbeat>();

    /// <summary>Removes what is left of workers that died on this kernel, or gave no sign of life for days elsewhere.</summary>
    public void RemoveDead()
    {
        foreach (Heartbeat heartbeat in All().Where(IsLongDead).ToArray())
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
            return IsSilent(path, beat: null);
        if (lease.Kernel == Kernel.Id && LifeLock.IsFree(LockPath(lease.Worker)))
            return true;
        return IsSilent(lease.Worker, Read(lease.Worker)?.Beat);
    }

    /// <summary>
    /// Whether a worker lives, as far as it can be told by now: on this kernel for certain; elsewhere by its beats, once they were seen to go up or to
    /// stand still for the lease time; and before by the time of its last sign, which is as right as the clocks are.
    /// </summary>
    public bool IsAlive(Heartbeat heartbeat)
    {
        if (heartbeat.Kernel == Kernel.Id)
            return !LifeLock.IsFree(LockPath(heartbeat.Worker));
        if (IsSilent(heartbeat.Worker, heartbeat.Beat))
            return false;
        lock (_watched)
        {
            return _watched[heartbeat.Worker].WentUp
                || (DateTime.UtcNow - File.GetLastWriteTimeUtc(HeartbeatPath(heartbeat.Worker))).Duration() < leaseTime;
        }
    }

    /// <summary>Clocks of two machines may be hours apart, and are not days apart.</summary>
    private bool IsLongDead(Heartbeat heartbeat) => heartbeat.Kernel == Kernel.Id
        ? LifeLock.IsFree(LockPath(heartbeat.Worker))
        : DateTime.UtcNow - File.GetLastWriteTimeUtc(HeartbeatPath(heartbeat.Worker)) > TimeSpan.FromDays(3);

    /// <summary>
    /// Whether the holder of a lease is known to live: by its lock on the same kernel; elsewhere by a beat that went up between two looks that lie
    /// close together, and not long ago.
    /// </summary>
    /// <param name="lease">What the lease says, or null where it says nothing.</param>
    public bool IsKnownToLive(Lease? lease)
    {
        if (lease is null)
            return false;
        if (lease.Kernel == Kernel.Id)
            return !LifeLock.IsFree(LockPath(lease.Worker));
        lock (_watched)
            return _watched.TryGetValue(lease.Worker, out Watch watch) && watch.WentUp && time.GetElapsedTime(watch.Since) < leaseTime / 2;
    }

    /// <summary>Whether what is seen of something has been the same for the lease time.</summary>
    /// <param name="what">What is watched.</param>
    /// <param name="beat">The beat of a worker; null where none is to be seen, which may be for a moment.</param>
    private bool IsSilent(string what, long? beat)
    {
        lock (_watched)
        {
            long now = time.GetTimestamp();
            bool isKnown = _watched.TryGetValue(what, out Watch last);
            if (!isKnown || (beat is not null && beat != last.Beat))
            {
                bool wentUp = isKnown && beat > last.Beat && time.GetElapsedTime(last.LastLook, now) < leaseTime / 2;
                _watched[what] = new Watch(beat, now, now, wentUp);
                return false;
            }

            _watched[what] = last with { LastLook = now };
            return time.GetElapsedTime(last.Since, now) >= leaseTime;
        }
    }

    /// <summary>What was seen of something.</summary>
    /// <param name="Beat">The beat, or null.</param>
    /// <param name="Since">When it was seen first.</param>
    /// <param name="LastLook">When it was looked at last.</param>
    /// <param name="WentUp">Whether it had gone up since a look shortly before.</param>
    private readonly record struct Watch(long? Beat, long Since, long LastLook, bool WentUp);
}
