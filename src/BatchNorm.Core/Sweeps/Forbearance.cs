using System.Diagnostics;
using BatchNorm.Files;

namespace BatchNorm.Sweeps;

/// <summary>
/// Bears with a folder that fails for a moment, as one over a network does: what failed is tried again, after a tenth of a second and then after
/// pauses that double up to ten seconds, until it has failed for too long.
/// </summary>
/// <param name="most">How long it may fail.</param>
/// <param name="log">Is told of the first failure in words, on any thread.</param>
internal sealed class Forbearance(TimeSpan most, IProgress<string>? log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Does something with the folder that may be done again: until it comes through, or fails in a way that does not pass.</summary>
    /// <param name="attempt">What is done.</param>
    /// <param name="ending">Ends the patience: it is tried once more at once.</param>
    /// <exception cref="IOException">It failed for too long.</exception>
    public T Try<T>(Func<T> attempt, CancellationToken ending)
    {
        Stopwatch? failing = null;
        for (TimeSpan pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            bool isLast = ending.IsCancellationRequested;
            long began = Stopwatch.GetTimestamp();
            try
            {
                return attempt();
            }
            catch (IOException error) when (PassingErrors.Has(error) && !isLast)
            {
                if (Stopwatch.GetElapsedTime(began) is var lasted && lasted >= most && lasted >= LongestPause)
                    failing = null; // it went well for as long, as a training may: this is another failure
                if (failing is null)
                    log?.Report($"The sweep's folder fails, which may pass: {error.Message} It is tried again.");
                failing ??= Stopwatch.StartNew();
                if (failing.Elapsed >= most)
                {
                    throw new IOException(
                        $"The sweep's folder has failed for {failing.Elapsed.TotalSeconds:0} seconds: {error.Message} What is there stays, and whoever works on it next goes on.", error);
                }
            }

            ending.WaitHandle.WaitOne(pause);
        }
    }

    /// <inheritdoc cref="Try{T}"/>
    public void Try(Action attempt, CancellationToken ending) => Try(
        () =>
        {
            attempt();
            return true;
        },
        ending);
}
