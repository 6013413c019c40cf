namespace BatchNorm.Made;

/// <summary>Work that several threads begin at the same moment.</summary>
internal static class SideBySide
{
    /// <summary>Runs it on a thread for each number from 0; none begins before all of them are there.</summary>
    public static void Run(int threads, Action<int> work)
    {
        using var start = new Barrier(threads);
        var errors = new Exception?[threads];
        Thread[] all = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => errors[i] = Record.Exception(() =>
        {
            start.SignalAndWait();
            work(i);
        })))];
        foreach (Thread thread in all)
            thread.Start();
        foreach (Thread thread in all)
            thread.Join();
        Assert.All(errors, Assert.Null);
    }
}
