namespace BatchNorm.Data;

/// <summary>
/// The images of one training step. One object serves a whole run: <see cref="Fill"/> moves it to the next batch, so that a step
/// allocates nothing.
/// </summary>
public sealed class MiniBatch
{
    private readonly int[] _indices;

    /// <summary>Makes room for a batch.</summary>
    /// <param name="images">The training set.</param>
    /// <param name="size">Images a batch.</param>
    public MiniBatch(ImageSet images, int size)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Images = images;
        _indices = new int[size];
    }

    /// <summary>The batch of the first images of a set, in their order.</summary>
    /// <param name="images">The set.</param>
    /// <param name="size">How many; all where there are fewer.</param>
    public static MiniBatch OfFirst(ImageSet images, int size)
    {
        ArgumentNullException.ThrowIfNull(images);
        var batch = new MiniBatch(images, Math.Min(size, images.Count));
        for (int i = 0; i < batch.Size; i++)
            batch._indices[i] = i;
        return batch;
    }

    /// <summary>The set the batch is taken from.</summary>
    public ImageSet Images { get; }

    /// <summary>Images in the batch.</summary>
    public int Size => _indices.Length;

    /// <summary>Which images of the set, in the order of the batch's rows.</summary>
    public ReadOnlySpan<int> Indices => _indices;

    /// <summary>Moves on to the next batch of an order.</summary>
    public void Fill(BatchOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        order.Next(_indices);
    }
}
