using BatchNorm.Data;
using BatchNorm.Engines;

namespace BatchNorm.Testing;

/// <summary>Runs networks over images and scores their logits: the same arithmetic for every engine.</summary>
public static class Evaluator
{
    /// <summary>Images inferred at a time where they do not depend on each other: few enough to cancel quickly.</summary>
    private const int ChunkSize = 1000;

    /// <summary>Evaluates a network on a whole set of images.</summary>
    /// <param name="network">The network; unchanged.</param>
    /// <param name="images">The images and their labels.</param>
    /// <param name="statistics">With <see cref="StatisticsSource.Batch"/> the whole set is one batch.</param>
    /// <param name="cancellation">Checked between chunks.</param>
    /// <exception cref="ArgumentException">The images are of another size, or labelled with classes that the network has no output for.</exception>
    public static Evaluation Evaluate(
        INetwork network, ImageSet images, StatisticsSource statistics, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        NetworkFit.CheckImages(network.Definition, images);
        NetworkFit.CheckLabels(network.Definition, images);

        int outputs = network.Definition.Outputs;
        bool independent = statistics == StatisticsSource.Population || network.Definition.BatchNorm is null;
        int chunk = independent ? Math.Min(ChunkSize, images.Count) : images.Count;
        var logits = new float[chunk * outputs];
        var predictions = new int[images.Count];
        int correct = 0;
        double loss = 0;
        bool hasDiverged = false;

        for (int start = 0; start < images.Count; start += chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(chunk, images.Count - start);
            network.Infer(images, start, count, statistics, logits.AsSpan(0, count * outputs));
            for (int i = 0; i < count; i++)
            {
                var row = logits.AsSpan(i * outputs, outputs);
                int label = images.Labels[start + i];
                predictions[start + i] = Predict(row);
                correct += predictions[start + i] == label ? 1 : 0;
                loss += CrossEntropy(row, label);
                hasDiverged |= HasDiverged(row);
            }
        }

        return new Evaluation((double)correct / images.Count, loss / images.Count, predictions, hasDiverged);
    }

    /// <summary>The class with the largest logit, the first of equals; class 0 where any logit is NaN, as in the lesson.</summary>
    internal static int Predict(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (float.IsNaN(logits[i]))
                return 0;
            if (logits[i] > logits[best])
                best = i;
        }

        return best;
    }

    /// <summary>Whether any logit is NaN or infinite: an infinite one is a number that has outgrown float32, and NaN a step later.</summary>
    internal static bool HasDiverged(ReadOnlySpan<float> logits)
    {
        foreach (float logit in logits)
        {
            if (!float.IsFinite(logit))
                return true;
        }

        return false;
    }

    /// <summary>-log softmax(logits)[label] = log(sum exp(logits - max)) - (logits[label] - max), which cannot overflow.</summary>
    internal static double CrossEntropy(ReadOnlySpan<float> logits, int label)
    {
        float max = logits[0];
        foreach (float logit in logits)
            max = MathF.Max(max, logit); // NaN if any is

        double sum = 0;
        foreach (float logit in logits)
            sum += MathF.Exp(logit - max);
        return Math.Log(sum) - ((double)logits[label] - max);
    }
}
