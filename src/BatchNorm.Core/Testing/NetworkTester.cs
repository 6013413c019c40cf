using BatchNorm.Collections;
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
    /// <param name="settings">How both tests are made.</param>
    /// <param name="cancellation">Checked between images.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer test images than single predictions, they are of another size, or they are labelled with classes that the network has no
    /// output for.
    /// </exception>
    public static TestResult Test(
        INetwork network,
        string name,
        Dataset dataset,
        TestSettings settings,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(settings);
        settings.CheckFit(dataset);
        NetworkFit.CheckData(network.Definition, name, dataset);

        Evaluation whole = Evaluator.Evaluate(network, dataset.Test, settings.Statistics, cancellation);
        int[] single = PredictOneByOne(network, dataset.Test, settings, cancellation, out bool hasDiverged);
        return new TestResult
        {
            Name = name,
            Accuracy = whole.Accuracy,
            Loss = whole.Loss,
            UseBatchStatistics = settings.Statistics == StatisticsSource.Batch,
            Predictions = [.. single],
            IndividualAccuracy = single.Length == 0 ? null : ShareRight(single, dataset.Test.Labels),
            ConfusionMatrix = [.. Confusion(whole.Predictions, dataset.Test.Labels, network.Definition.Outputs).Select(row => (ValueList<int>)[.. row])],
            Diverged = whole.HasDiverged || hasDiverged || !network.ReadParameters().AreFinite,
            Dataset = dataset.Name,
        };
    }

    private static int[] PredictOneByOne(
        INetwork network, ImageSet images, TestSettings settings, CancellationToken cancellation, out bool hasDiverged)
    {
        hasDiverged = false;
        var predictions = new int[settings.IndividualPredictions];
        var logits = new float[network.Definition.Outputs];
        for (int i = 0; i < predictions.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            network.Infer(images, i, 1, settings.Statistics, logits);
            predictions[i] = Evaluator.Predict(logits);
            hasDiverged |= Evaluator.HasDiverged(logits);
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

    /// <summary>Counts with a row and a column for every class that the network can name; the data has no other, which was checked.</summary>
    private static int[][] Confusion(IReadOnlyList<int> predictions, ReadOnlySpan<byte> labels, int classes)
    {
        int[][] counts = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        for (int i = 0; i < labels.Length; i++)
            counts[labels[i]][predictions[i]]++;
        return counts;
    }
}
