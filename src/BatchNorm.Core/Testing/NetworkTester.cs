using BatchNorm.Data;
using BatchNorm.Engines;

namespace BatchNorm.Testing;

/// <summary>Tests a network on a test set, and on single images, as the lesson's In [23] and In [24] do.</summary>
public static class NetworkTester
{
    /// <summary>Tests a network on all test images, then on the first ones given one at a time.</summary>
    /// <param name="network">The network; unchanged.</param>
    /// <param name="name">What the result calls it.</param>
    /// <param name="dataset">The data whose test images are used.</param>
    /// <param name="statistics">What batch normalization normalizes with, in both tests.</param>
    /// <param name="individualPredictions">How many images are given one at a time; 0 for none.</param>
    /// <param name="cancellation">Checked between images.</param>
    /// <exception cref="ArgumentOutOfRangeException">More single predictions than test images, or fewer than none.</exception>
    public static TestResult Test(
        INetwork network,
        string name,
        Dataset dataset,
        StatisticsSource statistics,
        int individualPredictions,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfNegative(individualPredictions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(individualPredictions, dataset.Test.Count);

        Evaluation whole = Evaluator.Evaluate(network, dataset.Test, statistics, cancellation);
        int[] single = PredictOneByOne(network, dataset.Test, statistics, individualPredictions, cancellation);
        return new TestResult
        {
            Name = name,
            Accuracy = whole.Accuracy,
            Loss = whole.Loss,
            UseBatchStatistics = statistics == StatisticsSource.Batch,
            Predictions = single,
            IndividualAccuracy = single.Length == 0 ? null : ShareRight(single, dataset.Test.Labels),
            ConfusionMatrix = Confusion(whole.Predictions, dataset.Test.Labels),
            Diverged = whole.HasNaN,
            Dataset = dataset.Name,
        };
    }

    private static int[] PredictOneByOne(
        INetwork network, ImageSet images, StatisticsSource statistics, int count, CancellationToken cancellation)
    {
        var predictions = new int[count];
        var logits = new float[network.Definition.Outputs];
        for (int i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            network.Infer(images, i, 1, statistics, logits);
            predictions[i] = Evaluator.Predict(logits, out _);
        }

        return predictions;
    }

    private static double ShareRight(int[] predictions, ReadOnlySpan<byte> labels)
    {
        int right = 0;
        for (int i = 0; i < predictions.Length; i++)
            right += predictions[i] == labels[i] ? 1 : 0;
        return (double)right / predictions.Length;
    }

    private static int[][] Confusion(IReadOnlyList<int> predictions, ReadOnlySpan<byte> labels)
    {
        int[][] counts = [.. Enumerable.Range(0, ImageSet.Classes).Select(_ => new int[ImageSet.Classes])];
        for (int i = 0; i < labels.Length; i++)
            counts[labels[i]][predictions[i]]++;
        return counts;
    }
}
