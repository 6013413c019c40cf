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
