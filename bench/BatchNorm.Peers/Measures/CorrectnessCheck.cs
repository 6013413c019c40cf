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

    /// <param name="field">Who is checked.</param>
    /// <param name="batches">How long; only from In [5]'s length on are the accuracies settled enough to be held against each other.</param>
    /// <exception cref="PeerException">Someone computes something else.</exception>
    public static Section Run(Field field, int batches)
    {
        CompareAnswer[] answers = [.. field.Peers.Select(peer => Compare(peer, batches))];
        bool isSettled = batches >= InFour.ShortBatches;
        if (isSettled)
        {
            CheckAll(field, [.. answers.Select(answer => answer.Without)], ToleranceWithout);
            CheckAll(field, [.. answers.Select(answer => answer.With)], ToleranceWith);
        }

        var table = new Table("peer", "test accuracy without", "with", "peak memory, MB");
        foreach ((PeerProcess peer, CompareAnswer answer) in field.Peers.Zip(answers))
            table.Add(peer.Name, Accuracy(answer.Without), Accuracy(answer.With), Figure.Format(answer.PeakMemory / 1e6));

        return new Section(
            "The same experiment",
            $"The lesson's In [5] ({batches:N0} batches, sampled every 50), the first job of each peer in a fresh process, not timed: "
            + (isSettled ? "all must come to about the same accuracy. " : "so few that the accuracies were not held against each other. ")
            + "The memory is the most the process had occupied by then. "
            + $"Asked of this module: at most {Figure.Format(MostMemory / 1e6)} MB.",
            table);
    }

    private static CompareAnswer Compare(PeerProcess peer, int batches)
    {
        Progress.Say($"checking {peer.Name}");
        return peer.Compare(new CompareRequest(
            InFour.Short with { TrainingBatches = batches }, Threads: peer.Contestant.Family == Family.Module ? 2 : 1));
    }

    private static void CheckAll(Field field, NetworkAnswer[] networks, double tolerance)
    {
        double middle = Figure.Of(networks.Select(network => network.TestAccuracy)).Median;
        foreach ((PeerProcess peer, NetworkAnswer network) in field.Peers.Zip(networks))
            Check(peer, network, middle, tolerance);
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
