namespace BatchNorm.Training;

/// <summary>
/// Who may do what with a network at a time: one training has its turn, any number of threads read, and a step of the training and a
/// reading never overlap, so that whoever reads sees the network between two steps.
/// </summary>
/// <remarks>
/// Both sides come on (Brandenburg and Anderson, "Reader-writer synchronization for shared-memory multiprocessor real-time systems",
/// 2009, call it phase-fair): readings that come while a step is due wait for that one step, and the step's end lets all of them in
/// before the next. A lock that is free for whoever is fastest would never let a reading in between the steps of a small network.
/// </remarks>
internal sealed class NetworkAccess
{
    private readonly object _lock = new(); // not a Lock: threads wait on it
    private bool _isTraining;
    private bool _isStepDue; // under way, or waiting for readings to end
    private long _stepsDone;
    private int _readings;
    private int _waitingReadings;
    private int _waiting; // of any kind
    private bool _isClosed;

    /// <summary>Waits until no other training has its turn, and takes it.</summary>
    /// <exception cref="ObjectDisposedException">The network was closed.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    public void BeginTraining(CancellationToken cancellation)
    {
        using CancellationTokenRegistration _ = cancellation.Register(Wake);
        lock (_lock)
        {
            while (_isTraining)
                Wait(cancellation);
            ThrowIfClosed();
            _isTraining = true;
        }
    }

    /// <summary>Ends the turn of the training.</summary>
    public void EndTraining()
    {
        lock (_lock)
        {
            _isTraining = false;
            Wake();
        }
    }

    /// <summary>Waits until nobody reads, and begins a step. For the training whose turn it is; costs some nanoseconds where nobody reads.</summary>
    /// <exception cref="ObjectDisposedException">The network was closed.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    public void BeginStep(CancellationToken cancellation)
    {
        lock (_lock)
        {
            ThrowIfClosed();
            _isStepDue = true;
            if (_readings == 0)
                return;
        }

        try
        {
            AwaitReadings(cancellation);
        }
        catch
        {
            EndStep();
            throw;
        }
    }

    /// <summary>Ends a step, and lets in the readings that waited for it.</summary>
    public void EndStep()
    {
        lock (_lock)
        {
            _isStepDue = false;
            _stepsDone++;
            _readings += _waitingReadings;
            _waitingReadings = 0;
            Wake();
        }
    }

    /// <summary>Waits until the step that is due is done, if one is, and begins a reading.</summary>
    /// <exception cref="ObjectDisposedException">The network was closed.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    public void BeginReading(CancellationToken cancellation)
    {
        lock (_lock)
        {
            ThrowIfClosed();
            if (!_isStepDue)
            {
                _readings++;
                return;
            }
        }

        AwaitStep(cancellation);
    }

    /// <summary>Ends a reading.</summary>
    public void EndReading()
    {
        lock (_lock)
        {
            _readings--;
            Wake();
        }
    }

    /// <summary>Refuses whatever comes or waits, for good, and waits for what is under way.</summary>
    /// <returns>Whether it was not closed before.</returns>
    public bool Close()
    {
        lock (_lock)
        {
            bool isFirst = !_isClosed;
            _isClosed = true;
            Wake();
            while (_isStepDue || _readings > 0)
                Sleep();
            return isFirst;
        }
    }

    private void AwaitReadings(CancellationToken cancellation)
    {
        using CancellationTokenRegistration _ = cancellation.Register(Wake);
        lock (_lock)
        {
            while (_readings > 0)
                Wait(cancellation);
        }
    }

    private void AwaitStep(CancellationToken cancellation)
    {
        using CancellationTokenRegistration _ = cancellation.Register(Wake);
        lock (_lock)
        {
            if (!_isStepDue)
            {
                ThrowIfClosed();
                _readings++;
                return;
            }

            long stepsBefore = _stepsDone;
            _waitingReadings++;
            try
            {
                while (_stepsDone == stepsBefore)
                    Wait(cancellation);
            }
            catch
            {
                _waitingReadings--;
                throw;
            }
        }
    }

    /// <summary>Waits for a change; to be called in a loop that looks whether it is the one that is waited for.</summary>
    private void Wait(CancellationToken cancellation)
    {
        ThrowIfClosed();
        cancellation.ThrowIfCancellationRequested();
        Sleep();
    }

    private void Sleep()
    {
        _waiting++;
        Monitor.Wait(_lock);
        _waiting--;
    }

    private void Wake()
    {
        lock (_lock)
        {
            if (_waiting > 0)
                Monitor.PulseAll(_lock);
        }
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
            throw new ObjectDisposedException(null, "The network was disposed of: its memory is given back. Make a new one.");
    }
}
