using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Testing;

namespace BatchNorm.Training;

/// <summary>
/// The training images that accuracy is measured on: as many as there are for validation, so that both accuracies are equally sure and cost the
/// same, and spread evenly over the training set, so that data sorted by class gives its share of each.
/// </summary>
internal sealed class TrainingImages
{
    private readonly ImageSet _images;

    /// <param name="dataset">The data; of n training images and m for validation, those at 0, n / m, 2 n / m, ... are taken.</param>
    public TrainingImages(Dataset dataset)
    {
        int all = dataset.Training.Count, wanted = Math.Min(dataset.Validation.Count, all);
        _images = wanted == all
            ? dataset.Training
            : dataset.Training.Pick([.. Enumerable.Range(0, wanted).Select(i => (int)((long)i * all / wanted))]);
    }

    /// <summary>The share of them that a network predicts right, with the population statistics; the network is unchanged.</summary>
    public double Accuracy(INetwork network, CancellationToken cancellation) =>
        Evaluator.Evaluate(network, _images, StatisticsSource.Population, cancellation).Accuracy;
}
