using System.Globalization;
using BatchNorm.Peers.Contest;
using BatchNorm.Peers.Protocol;
using BatchNorm.Peers.Reporting;

namespace BatchNorm.Peers.Measures;

/// <summary>What a step costs in wider and deeper networks and with larger batches.</summary>
internal static class StepGrowth
{
    private const double SecondsToMeasure = 0.5;
    private const int StepsToGuess = 5;
    private const int MostSteps = 2_000;
    private const int MostRounds = 3;

    private static readonly int[] Widths = [50, 100, 200, 500, 1_000, 2_000];
    private static readonly int[] Depths = [1, 2, 3, 5, 10, 20];
    private static readonly int[] BatchSizes = [1, 10, 60, 100, 300, 1_000];

    public static Section Run(Field field, int repeats)
    {
        int rounds = Math.Min(repeats, MostRounds);
        PeerProcess[] peers = [.. field.Peers.Where(peer => peer.Contestant is { Threads: 1 } or { Family: Family.Module })];
        PlainExperiment inFour = InFour.For(batches: 1);
        return new Section(
            "How a step's cost grows",
            "Microseconds a training step with batch normalization, no accuracy samples, each peer on one "
            + $"thread: medians of {rounds} round(s) of about half a second. What is not varied is as in In [4]. A dash "
            + "stands where a peer refuses: PyTorch's layer does not train on a batch of one image.",
            Measure("width of three layers", Widths, width => inFour with { HiddenLayer = [width, width, width] }),
            Measure("layers of 100", Depths, depth => inFour with { HiddenLayer = [.. Enumerable.Repeat(100, depth)] }),
            Measure("images a batch", BatchSizes, size => inFour with { BatchSize = size }));

        Table Measure(string what, int[] values, Func<int, PlainExperiment> experimentFor) =>
            StepGrowth.Measure(peers, rounds, what, values, experimentFor);
    }

    private static Table Measure(PeerProcess[] peers, int rounds, string what, int[] values, Func<int, PlainExperiment> experimentFor)
    {
        var table = new Table([what, .. peers.Select(peer => peer.Name)]);
        foreach (int value in values)
        {
            Progress.Say($"growth: {what}: {value}");
            PlainExperiment experiment = experimentFor(value);
            int?[] steps = [.. peers.Select(peer => StepsFor(peer, experiment))];
            var seconds = new double[peers.Length, rounds];
            for (int round = 0; round < rounds; round++)
            {
                for (int i = 0; i < peers.Length; i++)
                    seconds[i, round] = steps[i] is { } count ? SecondsAStep(peers[i], experiment, count) : double.NaN;
            }

            table.Add([
                value.ToString("N0", CultureInfo.InvariantCulture),
                .. peers.Select((_, i) => steps[i] is null ? "-" : Figure.Format(
                    1e6 * Figure.Of(Enumerable.Range(0, rounds).Select(round => seconds[i, round])).Median)),
            ]);
        }

        return table;
    }

    /// <summary>The steps that take about as long as is to be measured, or null where the peer refuses to take any.</summary>
    private static int? StepsFor(PeerProcess peer, PlainExperiment experiment)
    {
        try
        {
            double guess = SecondsAStep(peer, experiment, StepsToGuess);
            return (int)Math.Clamp(SecondsToMeasure / guess, StepsToGuess, MostSteps);
        }
        catch (PeerException refusal)
        {
            Progress.Say($"{peer.Name}: {refusal.Message}");
            return null;
        }
    }

    private static double SecondsAStep(PeerProcess peer, PlainExperiment experiment, int steps)
    {
        PlainExperiment sized = experiment with { TrainingBatches = steps };
        return peer.SecondsOf(new StepsRequest(sized, UseBatchNorm: true)) / steps;
    }
}
