using BatchNorm.Peers.Contest;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;

namespace BatchNorm.Peers.Measures;

/// <summary>The full 50,000 steps of In [4] in one engine: time must grow with the steps, memory must not.</summary>
internal static class Endurance
{
    private const int Steps = 50_000;
    private const int StepsPerPoint = 5_000;

    public static Section Run(Contestants contestants) => MemoryWatch.Run(
        contestants, "Memory over a long training",
        $"The network with batch normalization, {Steps:N0} batches with their accuracy samples",
        "batches", new EnduranceRequest(InFour.For(Steps), StepsPerPoint), warmUp: StepsPerPoint);
}
