using BatchNorm.Peers.Contest;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;

namespace BatchNorm.Peers.Measures;

/// <summary>A thousand comparisons in one go: their time must grow with their number, their memory must not.</summary>
internal static class Sweep
{
    private const int Cells = 1_000;
    private const int Batches = 50;
    private const int WarmUp = 100;

    public static Section Run(Contestants contestants)
    {
        int threads = Environment.ProcessorCount;
        return MemoryWatch.Run(
            contestants, "How a sweep grows",
            $"{Cells:N0} comparisons of {Batches} batches, a seed each, {threads} networks at a time",
            "comparisons", new SweepRequest(InFour.For(Batches), Cells, threads), WarmUp);
    }
}
