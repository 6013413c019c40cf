using System.Runtime.InteropServices;

namespace BatchNorm.PowerShell.Session;

/// <summary>
/// While there is one, SIGTERM, which schedulers and shutting down send, and SIGHUP of a terminal that is closed end the process only after something
/// has been saved. The system then does what it would have done at once.
/// </summary>
internal sealed class Termination : IDisposable
{
    /// <summary>Far longer than a process takes to end; a host that has its own way with SIGTERM goes on after it.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Action _save;
    private readonly PosixSignalRegistration[] _registrations;
    private bool _isUnderWay;
    private bool _isDisposed;

    /// <param name="save">Saves, and returns when it has; called on a thread of its own, and not after <see cref="Dispose"/>.</param>
    public Termination(Action save)
    {
        _save = save;
        _registrations = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, _ => Begin()))];
    }

    /// <summary>
    /// Leaves the signals alone again. Where one has come the process is about to end, and does so before this returns: nothing that a script has after it
    /// is to be begun.
    /// </summary>
    public void Dispose()
    {
        bool isUnderWay;
        lock (_lock)
        {
            _isDisposed = true;
            isUnderWay = _isUnderWay;
        }

        if (isUnderWay)
            Thread.Sleep(TimeToEnd);
        Array.ForEach(_registrations, registration => registration.Dispose());
    }

    private void Begin()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isUnderWay = true;
        }

        _save();
    }
}
