using System.Globalization;
using BatchNorm.Peers.Contest;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;

namespace BatchNorm.Peers.Measures;

/// <summary>Has every engine do a long job in a fresh process, and looks at the memory on the way.</summary>
internal static class MemoryWatch
{
    /// <summary>What allocators and the garbage collector take and give back between two looks, in MB; growth is more.</summary>
    private const double Noise = 16;

    /// <summary>Measures a job.</summary>
    /// <param name="contestants">The engines are among them.</param>
    /// <param name="title">Of the section.</param>
    /// <param name="words">What the job is.</param>
    /// <param name="unit">What it consists of, in the plural.</param>
    /// <param name="job">The job.</param>
    /// <param name="warmUp">How many units are done before memory should grow no further.</param>
    public static Section Run(Contestants contestants, string title, string words, string unit, PeerRequest job, int warmUp)
    {
        var series = new List<(string Engine, ProgressPoint[] Points)>();
        foreach (PeerProcess engine in contestants.StartEngines())
        {
            using (engine)
            {
                Progress.Say($"{title}: {engine.Name}");
                series.Add((engine.Contestant.Engine.ToString()!, engine.Follow(job)));
            }
        }

        return new Section(
            title,
            $"{words}, in a process of its own. Memory is what the process occupies, native memory and uncollected garbage "
            + $"included. Its growth is from the first half to the second, medians, the first {warmUp:N0} {unit} left out; up to "
            + $"{Noise} MB are taken for noise.",
            Finding.ToTable(series.Select(one => new Finding(
                $"growth of memory over the {unit}, MB", one.Engine, Growth(one.Points, warmUp), Target.AtMost(Noise)))),
            ToTable(unit, series));
    }

    private static Figure Growth(ProgressPoint[] points, int warmUp)
    {
        double[] memory = [.. points.Where(point => point.Done > warmUp).Select(point => point.Memory / 1e6)];
        int half = memory.Length / 2;
        return Figure.Of([Figure.Of(memory[half..]).Median - Figure.Of(memory[..half]).Median]);
    }

    /// <summary>One row for each look, with the time and the memory of each engine.</summary>
    private static Table ToTable(string unit, List<(string Engine, ProgressPoint[] Points)> series)
    {
        var table = new Table([unit, .. series.SelectMany(one => (string[])[$"{one.Engine}, s", $"{one.Engine}, MB"])]);
        foreach (IGrouping<int, ProgressPoint> look in series.SelectMany(one => one.Points).GroupBy(point => point.Done))
        {
            table.Add([
                look.Key.ToString("N0", CultureInfo.InvariantCulture),
                .. look.SelectMany(point => (string[])[Figure.Format(point.Seconds), Figure.Format(point.Memory / 1e6)]),
            ]);
        }

        return table;
    }
}
