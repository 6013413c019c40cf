using BatchNorm.Peers.Contestants;
using BatchNorm.Peers.Protocol;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Measures;

/// <summary>A network, without and with batch normalization, that all train and test.</summary>
/// <param name="Title">What the report calls it.</param>
/// <param name="Words">What it is.</param>
/// <param name="Check">What shows that everyone has the same network.</param>
/// <param name="Measures">What is timed.</param>
internal sealed record Contest(string Title, string Words, Check Check, IReadOnlyList<Measure> Measures)
{
    /// <summary>How long the lesson's In [5] is.</summary>
    public const int InFiveBatches = 2_000;

    /// <summary>How many times smaller the sides of images are in the check of what reads them by pixels: 49 steps learn something within seconds.</summary>
    private const int PixelShrink = 4;

    /// <summary>
    /// In so short a check population statistics have to follow within tens of batches, and not hundreds: with the usual decay the loss of an
    /// LSTM after 500 batches is anything from 0.66 to 0.91, as the weights and batches are drawn.
    /// </summary>
    private const double CheckDecay = 0.9;

    /// <summary>The default network of every architecture.</summary>
    /// <param name="check">Batches of the fully connected network's first task; those of the others are in proportion.</param>
    /// <param name="pairBatches">Batches of the pair.</param>
    /// <param name="seconds">How long each peer is timed by the other measures, each time.</param>
    /// <param name="shrink">How many times smaller the sides of images are that are read pixel by pixel while it is timed.</param>
    public static IReadOnlyList<Contest> All(int check, int pairBatches, double seconds, int shrink)
    {
        Experiment inFour = Usual(Architecture.FullyConnected);
        Experiment convolutional = Usual(Architecture.Convolutional) with { LearningRate = 0.1 };
        Experiment byRows = Usual(Architecture.Recurrent);
        Experiment byPixels = byRows with { PixelByPixel = true, BatchSize = 100 };
        var pair = new Measure(
            "both networks, batches a second",
            new PairRequest(inFour with { TrainingBatches = pairBatches }),
            new Asked(Contestant.PyTorchFamily, 10, 12), new Asked(Contestant.TorchSharpFamily, 10, 12));
        return
        [
            Of("Fully connected", "The lesson's In [4]: three hidden layers of 100 ReLU, batches of 60, rate 0.01. Both networks: training them for "
                + $"{pairBatches:N0} batches with an accuracy sample every {inFour.BatchesPerSample}, and testing them; side by side in the engines, one after "
                + "the other in the plain loops.",
                inFour, CheckOf(inFour, InFiveBatches, images: 10_000, (0.2, 0.05)), images: 10_000, (5.5, 7), (6.5, 8), inference: null, pair),
            Of("Convolutional", "6 and 16 maps of 5 x 5 kernels, ReLU and 2 x 2 pooling after each, then 120 and 84 units, batches of 60.",
                convolutional, CheckOf(convolutional with { Decay = CheckDecay }, 500, images: 2_000, (0.2, 0.2)),
                images: 2_000, (4, 5), (5, 6), inference: (3.5, 4)),
            Of("LSTM by rows", "100 units that read an image a row at a time, batches of 60, RMSProp at rate 0.001.",
                byRows, CheckOf(byRows with { Decay = CheckDecay }, 500, images: 2_000, (0.15, 0.15)),
                images: 2_000, (3.7, 4.2), (4.5, 5), inference: null),
            Of("LSTM by pixels", "100 units that read an image a pixel at a time, batches of 100, RMSProp at rate 0.001."
                + (shrink == 1 ? "" : $" The images' sides are {shrink} times smaller."),
                byPixels, CheckOf(byPixels with { Decay = CheckDecay }, 300, images: 2_000, (0.25, 0.25)) with { Shrink = PixelShrink },
                images: 200, (3.3, 4), (5, 6), inference: null),
        ];

        Check CheckOf(Experiment task, int batches, int images, (double Without, double With) tolerance) =>
            new(task with { TrainingBatches = Math.Max(1, batches * check / InFiveBatches) }, Shrink: 1, images, tolerance);

        Contest Of(
            string title, string words, Experiment network, Check first, int images,
            (double AtLeast, double Aim) without, (double AtLeast, double Aim) with, (double AtLeast, double Aim)? inference,
            params ReadOnlySpan<Measure> more)
        {
            int smaller = network.PixelByPixel == true ? shrink : 1;
            return new Contest(title, words, first, [
                new("steps a second without", new StepsRequest(network, false, seconds) { Shrink = smaller }, OfPyTorch(without)),
                new("steps a second with", new StepsRequest(network, true, seconds) { Shrink = smaller }, OfPyTorch(with)),
                new("images a second without", new InferRequest(network, false, images, seconds) { Shrink = smaller }, OfPyTorch(inference)),
                new("images a second with", new InferRequest(network, true, images, seconds) { Shrink = smaller }, OfPyTorch(inference)),
                .. more,
            ]);
        }
    }

    private static Experiment Usual(Architecture architecture) => new(ExperimentSettings.Usual(architecture));

    private static Asked[] OfPyTorch((double AtLeast, double Aim)? asked) =>
        asked is { } bounds ? [new Asked(Contestant.PyTorchFamily, bounds.AtLeast, bounds.Aim)] : [];
}
