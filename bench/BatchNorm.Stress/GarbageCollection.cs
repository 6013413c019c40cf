using System.Diagnostics;

namespace BatchNorm.Stress;

/// <summary>A thread that collects garbage all the time, from its making to its disposal.</summary>
internal sealed class GarbageCollection : IDisposable
{
    /// <summary>
    /// Turns that a loop takes between two collections, some ten microseconds: without them the others, the thread that frees what was collected
    /// among them, would be stopped again before they are woken.
    /// </summary>
    private const int Breath = 3000;

    private readonly Thread _thread;
    private volatile bool _isEnding;

    public GarbageCollection()
    {
        _thread = new Thread(Collect) { IsBackground = true, Name = "Garbage collection" };
        _thread.Start();
    }

    public void Dispose()
    {
        _isEnding = true;
        _thread.Join();
    }

    private void Collect()
    {
        while (!_isEnding)
        {
            long begun = Stopwatch.GetTimestamp();
            GC.Collect();
            TimeSpan taken = Stopwatch.GetElapsedTime(begun);

            // As long as nobody could do anything, for of a large heap nobody else would ever get on.
            if (taken.TotalMilliseconds < 1)
                Thread.SpinWait(Breath);
            else
                Thread.Sleep(taken);
        }
    }
}
