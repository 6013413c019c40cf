using System.Globalization;
using BatchNorm.Peers.Contestants;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;

namespace BatchNorm.Peers.Measures;

/// <summary>
/// What every peer does first: it trains each network it has for a while. It shows that all train the same networks, tells the memory that
/// takes, and warms everything up.
/// </summary>
/// <param name="isSettled">Whether the tasks are long enough for their losses to be held against each other.</param>
internal sealed class CorrectnessCheck(bool isSettled)
{
    private readonly Table _table = new(
        "network", "batches", "peer", "test accuracy without", "with", "test loss without", "with", "peak memory, MB");

    /// <summary>Checks those that have a network, and takes the others out.</summary>
    /// <param name="contest">The network.</param>
    /// <param name="field">Is told who is out.</param>
    /// <returns>Those that take part: checked or, where they do nothing but what another checks, not.</returns>
    /// <exception cref="PeerException">Nobody could train it, or someone computes something else: timing it would say nothing.</exception>
    public IReadOnlyList<PeerProcess> Run(Contest contest, Field field)
    {
        Console.Error.WriteLine($"{DateTime.UtcNow:HH:mm:ss} checking: {contest.Title}");
        var answers = new List<(PeerProcess Peer, TrainAnswer? Without, TrainAnswer? With)>();
        foreach (PeerProcess peer in field.Peers)
        {
            try
            {
                answers.Add((peer, Train(peer, false), Train(peer, true)));
            }
            catch (PeerException error)
            {
                field.LeaveOut(peer, contest.Title, error);
            }
        }

        Hold("without", [.. from answer in answers where answer.Without is not null select (answer.Peer.Name, answer.Without.Loss)], contest.Check.Tolerance.Without);
        Hold("with", [.. from answer in answers where answer.With is not null select (answer.Peer.Name, answer.With.Loss)], contest.Check.Tolerance.With);
        foreach ((PeerProcess peer, TrainAnswer? without, TrainAnswer? with) in answers.Where(answer => (answer.Without ?? answer.With) is not null))
        {
            _table.Add(
                contest.Title, $"{contest.Check.Task.TrainingBatches:N0}", peer.Name, Number(without?.Accuracy), Number(with?.Accuracy),
                Number(without?.Loss), Number(with?.Loss), Figure.Format((with ?? without)!.PeakMemory / 1e6));
        }

        return [.. answers.Select(answer => answer.Peer)];

        TrainAnswer? Train(PeerProcess peer, bool useBatchNorm)
        {
            var request = new TrainRequest(contest.Check.Task, useBatchNorm, contest.Check.Images) { Shrink = contest.Check.Shrink };
            return peer.Contestant.IsAsked(request) ? peer.Train(request) : null;
        }

        void Hold(string side, IReadOnlyList<(string Name, double Loss)> trained, double tolerance) => Agreement.Check(
            $"{contest.Title} {side} batch normalization", trained, isSettled ? tolerance : double.PositiveInfinity);
    }

    public void AddTo(Report report) => report.Add(
        "The same networks",
        "What each peer does first in a fresh process, not timed: it trains every network and tests it. "
        + (isSettled ? "All must come to about the same loss. " : "The tasks are so short that the losses were not held against each other. ")
        + "The memory is the most that the process had occupied by then.",
        _table);

    private static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";
}
