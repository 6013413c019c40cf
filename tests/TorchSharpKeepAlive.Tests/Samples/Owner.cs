using System.Collections.Concurrent;

namespace TorchSharpKeepAlive.Samples;

/// <summary>What TorchSharp's Scalar is: a class whose finalizer frees what its Handle points to.</summary>
public class Owner
{
    private static readonly ConcurrentDictionary<nint, bool> Freed = new();
    private static int _last;

    public Owner() => Handle = Interlocked.Increment(ref _last);

    ~Owner() => Freed[Handle] = true;

    public nint Handle { get; }

    /// <summary>What native code is here: it runs while garbage is collected, and tells whether what it reads is still there.</summary>
    public static bool IsIntact(params nint[] handles)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return !handles.Any(handle => Freed.ContainsKey(handle));
    }
}
