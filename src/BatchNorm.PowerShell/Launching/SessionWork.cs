using System.Diagnostics;
using System.Management.Automation.Runspaces;
using BatchNorm.PowerShell.Progress;
using BatchNorm.Sweeps;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Launching;

/// <summary>Workers that a command starts through sessions, and waits for, while what they do comes back. For the pipeline's thread only.</summary>
/// <param name="command">The command that shows how far they are.</param>
/// <param name="sweepFolder">The sweep's folder here.</param>
internal sealed class SessionWork(Commands.CancellableCommand command, string sweepFolder)
{
    /// <summary>Between two exchanges with the same computer: each is some messages long.</summary>
    private static readonly TimeSpan ExchangeInterval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private readonly SessionLauncher _launcher = new(sweepFolder);
    private readonly List<(PSSession Session, Submission Submission)> _followed = [];

    /// <summary>Starts as many workers on a computer as are missing there. Those that live there already are followed too, and what they did is fetched.</summary>
    /// <param name="session">An open session that is not in use.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="wereStopped">Whether those that live there are about to end, and do not count.</param>
    /// <returns>What was started; null where as many live there already.</returns>
    /// <inheritdoc cref="SessionLauncher.Start"/>
    public Submission? Start(PSSession session, SessionOptions options, bool wereStopped)
    {
        IReadOnlyList<(Submission Submission, int Alive)> earlier = wereStopped ? [] : _launcher.Earlier(session, options.RemotePath, command.Cancellation);
        int living = earlier.Sum(one => one.Alive);
        foreach ((Submission submission, _) in earlier)
        {
            _launcher.Exchange(session, submission, command.Cancellation);
            _followed.Add((session, submission));
        }

        if (living >= options.Workers)
            return null;
        Submission started = _launcher.Start(session, options with { Living = living }, command.Cancellation);
        _followed.Add((session, started));
        return started;
    }

    /// <summary>
    /// Waits until all workers have ended, and takes what was done from one computer to the others and here. A computer whose session breaks is not
    /// waited for any longer; its workers go on.
    /// </summary>
    /// <exception cref="OperationCanceledException">The command was stopped.</exception>
    /// <exception cref="IOException">The sweep cannot be read, or what came cannot be written.</exception>
    public void AwaitEnd(SweepFolder sweep)
    {
        var look = new SweepLook(command, sweep);
        var sinceExchange = new Stopwatch();
        while (_followed.Count > 0)
        {
            if (!sinceExchange.IsRunning || sinceExchange.Elapsed > ExchangeInterval)
            {
                _followed.RemoveAll(computer => !MayBringMore(computer.Session, computer.Submission));
                sinceExchange.Restart();
            }

            look.Look([]);
            if (_followed.Count > 0 && command.Cancellation.WaitHandle.WaitOne(LookInterval))
                throw new OperationCanceledException(command.Cancellation);
        }

        look.End();
    }

    /// <summary>Exchanges with a computer, once more after its workers have ended.</summary>
    private bool MayBringMore(PSSession session, Submission submission)
    {
        try
        {
            bool isAlive = SessionLauncher.Alive(session, submission, command.Cancellation) > 0;
            _launcher.Exchange(session, submission, command.Cancellation);
            return isAlive;
        }
        catch (LaunchException lost)
        {
            command.WriteWarning($"{lost.Message} Its workers go on, and what they do is fetched by the next Start-BatchNormSweep with a session of that computer.");
            return false;
        }
    }
}
