using System.Runtime.InteropServices;

namespace BatchNorm.PowerShell.Session;

/// <summary>
/// Notices that the process is told to end, by kill, by an engine whose time is over, or by a terminal that is closed, and lets what is under way be
/// kept before it does: the system's own action comes once that is done.
/// </summary>
internal sealed class ProcessEnd : IDisposable
{
    /// <summary>Far longer than it takes, and no reason to stand still for ever.</summary>
    private static readonly TimeSpan MostToWait = TimeSpan.FromSeconds(30);

    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action _keep;
    private int _isTold;

    /// <param name="keep">Keeps what is under way, and returns once it is kept; called on a thread of the runtime's.</param>
    public ProcessEnd(Action keep)
    {
        _keep = keep;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle), PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle)];
    }

    /// <summary>Whether the process was told to end, and does so in a moment.</summary>
    public bool IsTold => Volatile.Read(ref _isTold) != 0;

    /// <summary>Waits for the end of the process: it is not to go on meanwhile as if it had not been told.</summary>
    public static void Await() => Thread.Sleep(MostToWait);

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    private void Handle(PosixSignalContext context)
    {
        Volatile.Write(ref _isTold, 1);
        _keep();
    }
}
