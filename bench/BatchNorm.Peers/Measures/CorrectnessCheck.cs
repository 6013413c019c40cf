using System.Globalization;
using BatchNorm.Peers.Contest;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;

namespace BatchNorm.Peers.Measures;

/// <summary>
/// What every peer does first: In [5], whose result is known. It shows that all train the same networks, tells the memory that
/// takes from a fresh start, and warms everything up.
/// </summary>
internal static class CorrectnessCheck
{
    // How far one may be from the middle of all. Weights and batches differ; without batch normalization that shows.
    private const double ToleranceWith = 0.03;
    private const double ToleranceWithout = 0.15;

    private const double MostMemory = 1e9;

    /// <exception cref="PeerException">Someone computes something else.</exception>
    public static Section Run(Field field)
    {
        CompareAnswer[] answers = [.. field.Peers.Select(Compare)];
        double middleWithout = Figure.Of(answers.Select(answer => answer.Without.TestAccuracy)).Median;
        double middleWith = Figure.Of(answers.Select(answer => answer.With.TestAccuracy)).Median;

        var table = new Table("peer", "test accuracy without", "with", "peak memory, MB");
        foreach ((PeerProcess peer, CompareAnswer answer) in field.Peers.Zip(answers))
        {
            Check(peer, answer.Without, middleWithout, ToleranceWithout);
            Check(peer, answer.With, middleWith, ToleranceWith);
            table.Add(peer.Name, Accuracy(answer.Without), Accuracy(answer.With), Figure.Format(answer.PeakMemory / 1e6));
        }

        return new Section(
            "The same experiment",
            "The lesson's In [5] (2,000 batches, sampled every 50), the first job of each peer in a fresh process, not timed: "
            + "all must come to about the same accuracy. The memory is the most the process had occupied by then. "
            + $"Asked of this module: at most {Figure.Format(MostMemory / 1e6)} MB.",
            table);
    }

    private static CompareAnswer Compare(PeerProcess peer)
    {
        Progress.Say($"checking {peer.Name}");
        return peer.Compare(new CompareRequest(InFour.Short, Threads: peer.Contestant.Family == Family.Module ? 2 : 1));
    }

    private static void Check(PeerProcess peer, NetworkAnswer network, double middle, double tolerance)
    {
        if (!(Math.Abs(network.TestAccuracy - middle) <= tolerance))
            throw new PeerException(string.Create(
                CultureInfo.InvariantCulture,
                $"{peer.Name} came to a test accuracy of {network.TestAccuracy:0.000}, the others to about {middle:0.000}: ")
                + "it computes something else, and timing it would say nothing.");
    }

    private static string Accuracy(NetworkAnswer network) => network.TestAccuracy.ToString("0.000", CultureInfo.InvariantCulture);
}
