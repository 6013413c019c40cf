namespace BatchNorm.Stress;

/// <summary>A thread that collects garbage without pause, from its making to its disposal.</summary>
internal sealed class GarbageCollection : IDisposable
{
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
            GC.Collect();
    }
}
