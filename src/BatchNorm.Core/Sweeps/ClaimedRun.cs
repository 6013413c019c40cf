using BatchNorm.Training;

namespace BatchNorm.Sweeps;

/// <summary>A run that this worker holds: until it is finished, lost to another worker, or given back.</summary>
internal sealed class ClaimedRun : IDisposable
{
    private readonly int _generation;
    private readonly CancellationTokenSource _lost = new();
    private bool _isFinished;
    private bool _isSettled;

    public ClaimedRun(Presence presence, SweepRun run, int generation, TrainingProgress progress)
    {
        Presence = presence;
        Run = run;
        Progress = progress;
        _generation = generation;
        Lost = _lost.Token;
    }

    /// <summary>The worker's.</summary>
    public Presence Presence { get; }

    /// <summary>The run.</summary>
    public SweepRun Run { get; }

    /// <summary>How far it is.</summary>
    public TrainingProgress Progress { get; }

    /// <summary>Cancelled when another worker has taken it over.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Whether it is still this worker's.</summary>
    public bool IsHeld => Presence.Leases.IsHeld(Run, _generation);

    /// <summary>Says that this worker has trained and kept it.</summary>
    public void Finish()
    {
        _isFinished = true;
        Settle();
    }

    /// <summary>Says that nobody is to train it any more, and removes its leases.</summary>
    public void Settle()
    {
        _isSettled = true;
        Presence.Leases.RemoveAll(Run);
    }

    /// <summary>Looks whether another worker has taken it over.</summary>
    public void Check()
    {
        if (!_isSettled && !IsHeld)
            _lost.Cancel();
    }

    /// <summary>Gives it back, where it is not settled.</summary>
    public void Dispose()
    {
        if (!_isSettled)
            Presence.Leases.Release(Run, _generation); // while it still counts as claimed here: no other thread takes the lease for its own
        Presence.End(this, _isFinished);
        _lost.Dispose();
    }
}
