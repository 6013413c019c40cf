using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Launching;

/// <summary>Whether Slurm may still have workers of a sweep, for somebody who waits: it is asked now and then, and its silence is borne for a while only.</summary>
/// <param name="ask">Asks Slurm whether it has anything of some submissions.</param>
/// <param name="tell">Is told what keeps it from being known.</param>
/// <param name="time">The time.</param>
internal sealed class SlurmQueue(Func<IReadOnlyList<Submission>, bool> ask, Action<string> tell, TimeProvider time)
{
    /// <summary>Schedulers are not to be asked more often by everybody who waits.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>In which a controller that was restarted answers again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private long? _asked;
    private long? _silentSince;
    private bool _mayHold;

    /// <summary>Whether there may be something to wait for.</summary>
    /// <param name="submissions">The sweep's submissions to Slurm.</param>
    public bool MayHold(IReadOnlyList<Submission> submissions)
    {
        if (submissions.Count == 0)
            return false;
        if (_asked is not { } asked || time.GetElapsedTime(asked) >= Interval)
        {
            _mayHold = Ask(submissions);
            _asked = time.GetTimestamp();
        }

        return _mayHold;
    }

    private bool Ask(IReadOnlyList<Submission> submissions)
    {
        try
        {
            bool holds = ask(submissions);
            _silentSince = null;
            return holds;
        }
        catch (LaunchException missing) when (missing.Problem == LaunchProblem.SchedulerNotFound)
        {
            tell($"{missing.Message} Whether workers of the sweep wait in its queue cannot be known here, and they are not waited for. On a login node of the cluster they are.");
            return false;
        }
        catch (LaunchException silent)
        {
            _silentSince ??= time.GetTimestamp();
            if (time.GetElapsedTime(_silentSince.Value) >= Patience)
            {
                tell("Slurm has not answered for ten minutes. Nobody knows whether workers of the sweep wait in its queue, and the wait ends. They go on where there are any.");
                return false;
            }

            tell($"{silent.Message} Whether workers of the sweep wait in its queue is not known. Slurm is asked again, for ten minutes at most.");
            return true;
        }
    }
}
