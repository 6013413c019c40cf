using BatchNorm.Data;

namespace BatchNorm.Training;

/// <summary>Where a network stands in an order of training images. It counts images, not batches, which need not all be of one size.</summary>
/// <param name="dataset">The data whose training images are put in order.</param>
/// <param name="seed">Fixes the order.</param>
internal sealed class BatchPosition(Dataset dataset, int seed)
{
    private readonly string _datasetHash = dataset.Sha256;
    private readonly int _images = dataset.Training.Count;
    private long _taken;

    /// <summary>Whether it is a position in the order of this data and seed.</summary>
    public bool IsIn(Dataset other, int otherSeed) => otherSeed == seed && other.Sha256 == _datasetHash;

    /// <summary>The order, from here on.</summary>
    public BatchOrder ToOrder() => new(_images, seed, _taken);

    /// <summary>Goes on by the images of a batch.</summary>
    public void Advance(MiniBatch batch) => _taken += batch.Size;
}
