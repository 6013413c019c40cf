using System.Diagnostics;
using BatchNorm.Data;

namespace BatchNorm.Stress;

/// <summary>Trains one kind of network on two threads at once.</summary>
internal sealed class StressRun(StressKind kind, ImageSet images, int seed, int courseLength = Course.UsualLength)
{
    private const int Threads = 2;

    private readonly Course _course = new(() => kind.Create(seed), images, kind.BatchSize, kind.LearningRate, seed, courseLength);

    /// <inheritdoc cref="Course.TakeFirst"/>
    public void TakeFirst() => _course.TakeFirst();

    /// <summary>Repeats the course on both threads.</summary>
    /// <param name="steps">Steps of both threads together.</param>
    /// <param name="besideCollector">Whether a third thread collects garbage meanwhile.</param>
    public (Findings Findings, TimeSpan Duration) Repeat(int steps, bool besideCollector)
    {
        var clock = Stopwatch.StartNew();
        using GarbageCollection? collection = besideCollector ? new GarbageCollection() : null;
        Findings[] found = new Findings[Threads];
        Thread[] threads =
        [
            .. Enumerable.Range(0, Threads).Select(i => new Thread(
                () => found[i] = _course.TakeAgain(steps / Threads + (i < steps % Threads ? 1 : 0), FillFreedMemory))),
        ];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        var all = new Findings();
        foreach (Findings findings in found)
            all.Add(findings);
        return (all, clock.Elapsed);
    }

    private void FillFreedMemory() => FreedMemory.FillWithNaN(kind.LargestTensor);
}
