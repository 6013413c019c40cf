using BatchNorm.Peers.Contest;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;

namespace BatchNorm.Peers.Measures;

/// <summary>The lesson's experiment, by everyone in turn, round after round.</summary>
internal static class HeadToHead
{
    private const int EvaluationsARound = 5;

    /// <summary>Whoever slept through the others' turns is slow at first: caches, clock and pages have to come back.</summary>
    private const int BatchesToWake = 200;

    public static Section Run(Field field, int batches, int rounds)
    {
        Timings[] timings = [.. field.Peers.Select(peer => new Timings(peer))];
        for (int round = 1; round <= rounds; round++)
        {
            foreach (Timings timing in timings)
            {
                Progress.Say($"round {round} of {rounds}: {timing.Peer.Name}");
                Measure(timing, batches);
            }
        }

        return new Section(
            "Side by side",
            $"The lesson's In [4], but for {batches:N0} batches: three hidden layers of 100 ReLU, batches of 60, rate 0.01, "
            + "validation accuracy sampled every 500 batches, which counts. Each peer works in a process of its own, in turn, "
            + $"{rounds} round(s); the others sleep meanwhile. The first job, the one above, and {Math.Min(BatchesToWake, batches)} batches at "
            + "the beginning of each turn warm it up and do not count. Figures are medians, with the range in brackets; ratios "
            + "are taken within a round, and their median is shown. Of a peer's settings the best is named, the one with the "
            + "least time for both networks.",
            Finding.ToTable(timings
                .Where(timing => timing.Peer.Contestant.Family == Family.Module)
                .SelectMany(engine => new EngineFindings(engine, timings).Compute())),
            ToTable(timings));
    }

    private static void Measure(Timings timing, int batches)
    {
        PeerProcess peer = timing.Peer;
        peer.Compare(new CompareRequest(InFour.For(Math.Min(BatchesToWake, batches))));

        var oneAfterOther = new CompareRequest(InFour.For(batches));
        timing.OneAfterOther.Add(peer.Compare(oneAfterOther));
        timing.Evaluation.Add(Figure.Of(peer.SecondsOf(new EvaluateRequest(oneAfterOther.Experiment, EvaluationsARound))).Median);
        if (peer.Contestant.Family == Family.Module)
        {
            timing.SideBySide.Add(peer.Compare(oneAfterOther with { Threads = 2 }));
            timing.Inverted.Add(peer.Compare(oneAfterOther with { Inverted = true }));
            timing.Short.Add(peer.Compare(new CompareRequest(InFour.Short, Threads: 2)));
        }
    }

    private static Table ToTable(IEnumerable<Timings> timings)
    {
        var table = new Table(
            "peer", "batches a second without", "with", "price of batch normalization", "both, one after the other, s",
            "both, side by side, s", "10,000 test images, ms");
        foreach (Timings timing in timings)
        {
            table.Add(
                timing.Peer.Name, Figure.Of(timing.RatesWithout).ToString(), Figure.Of(timing.RatesWith).ToString(),
                timing.PriceOfBatchNorm.ToString(), Figure.Of(timing.SecondsOneAfterOther).ToString(),
                timing.SideBySide is [] ? "" : Figure.Of(timing.SecondsSideBySide).ToString(),
                Figure.Of(timing.Evaluation.Select(seconds => seconds * 1e3)).ToString());
        }

        return table;
    }
}
