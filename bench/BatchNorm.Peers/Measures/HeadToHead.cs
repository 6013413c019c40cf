using BatchNorm.Peers.Contestants;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;

namespace BatchNorm.Peers.Measures;

/// <summary>A network, measured by all that have it in turn, round after round.</summary>
/// <param name="contest">The network and the measures.</param>
/// <param name="peers">Those that have it, in the order of their turns.</param>
internal sealed class HeadToHead(Contest contest, IReadOnlyList<PeerProcess> peers)
{
    private readonly Contest _contest = contest;
    private readonly List<PeerProcess> _working = [.. peers];
    private readonly (Measure Measure, Rates Rates)[] _results = [.. contest.Measures.Select(measure => (measure, new Rates()))];

    /// <summary>Gives each peer its turn, measure by measure. One that fails has no more turns.</summary>
    public void RunRound(Field field)
    {
        foreach ((Measure measure, Rates rates) in _results)
        {
            foreach (PeerProcess peer in _working.Where(peer => peer.Contestant.IsAsked(measure.Request)).ToArray())
            {
                try
                {
                    rates.Add(peer.Contestant, peer.Rate(measure.Request));
                }
                catch (PeerException error)
                {
                    field.LeaveOut(peer, _contest.Title, error);
                    _working.Remove(peer);
                }
            }
        }
    }

    /// <summary>Writes what all measures came to: first what is asked, then a table for each network.</summary>
    public static void AddTo(Report report, IReadOnlyList<HeadToHead> results, int rounds)
    {
        var asked = new Table("network", "Simd engine", "times as fast as", "measured", "at least", "aim", "");
        foreach (HeadToHead result in results)
            result.AddAskedTo(asked);
        report.Add(
            "What is asked",
            "How many times as fast as its peers the Simd engine is. Each peer works in a process of its own with one thread, in turn, measure by "
            + $"measure, {rounds} round(s); the others sleep meanwhile. A fifth of the time warms it up and does not count. Figures are medians, with "
            + "the range in brackets; ratios are taken within a round. Of the settings and forms that a peer has, the best counts. What all 18 "
            + "experiments of the lesson take, bench/lesson.ps1 tells.",
            asked);
        foreach (HeadToHead result in results)
            report.Add(result._contest.Title, result._contest.Words, result.ToTable());
    }

    /// <summary>The rates of each peer and, below them, how many times as fast as its peers each engine is.</summary>
    private Table ToTable()
    {
        var table = new Table(["", .. _results.Select(result => result.Measure.Name)]);
        Contestant[] contestants = [.. peers.Select(peer => peer.Contestant)];
        foreach (Contestant contestant in contestants)
            AddRow(contestant.Name, rates => rates.Of(contestant));
        foreach (Contestant engine in contestants.Where(contestant => contestant.IsEngine))
        {
            foreach (string family in contestants.Where(contestant => !contestant.IsEngine).Select(contestant => contestant.Family).Distinct())
                AddRow($"{engine.Family}, times {family}", rates => rates.Times(engine.Family, family));
        }

        return table;

        void AddRow(string name, Func<Rates, Figure?> select)
        {
            string[] cells = [.. _results.Select(result => select(result.Rates)?.ToString() ?? "")];
            if (cells.Any(cell => cell.Length > 0))
                table.Add([name, .. cells]);
        }
    }

    /// <summary>What is asked of the Simd engine, and what came of it, as rows of a table.</summary>
    private void AddAskedTo(Table table)
    {
        foreach ((Measure measure, Rates rates) in _results)
        {
            foreach (Asked asked in measure.Asked)
            {
                Figure? times = rates.Times(Contestant.SimdFamily, asked.Family);
                string verdict = times is null ? "not measured" : times.Median >= asked.Aim ? "met, and the aim"
                    : times.Median >= asked.AtLeast ? "met" : "**missed**";
                table.Add(
                    _contest.Title, measure.Name, asked.Family, times?.ToString() ?? "", Figure.Format(asked.AtLeast), Figure.Format(asked.Aim), verdict);
            }
        }
    }
}
