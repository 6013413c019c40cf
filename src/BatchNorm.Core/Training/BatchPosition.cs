using BatchNorm.Data;

namespace BatchNorm.Training;

/// <summary>Where a network stands in an order of training images. It counts images, not batches, which need not all be of one size.</summary>
/// <param name="start">From where on it counts.</param>
internal sealed class BatchPosition(BatchOrderState start)
{
    private long _taken = start.Images >= 1 && start.Taken >= 0
        ? start.Taken
        : throw new ArgumentException($"There is no position after {start.Taken} images in an order of {start.Images}. Read the state anew.", nameof(start));

    /// <summary>The beginning of an order.</summary>
    /// <param name="dataset">The data whose training images are put in order.</param>
    /// <param name="seed">Fixes the order.</param>
    public BatchPosition(Dataset dataset, int seed)
        : this(new BatchOrderState(dataset.Sha256, dataset.Training.Count, seed, Taken: 0))
    {
    }

    /// <summary>Whether it is a position in the order of this data and seed.</summary>
    public bool IsIn(Dataset other, int otherSeed) => otherSeed == start.Seed && other.Sha256 == start.DatasetHash;

    /// <summary>The order, from here on, or from some images before.</summary>
    /// <param name="back">How many images before; no more than were taken.</param>
    public BatchOrder ToOrder(long back = 0) => new(start.Images, start.Seed, _taken - back);

    /// <summary>Goes on by the images of a batch.</summary>
    public void Advance(MiniBatch batch) => _taken += batch.Size;

    /// <summary>Where it is now.</summary>
    public BatchOrderState Read() => start with { Taken = _taken };
}
