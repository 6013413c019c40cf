using BatchNorm.Randomness;

namespace BatchNorm.Data;

/// <summary>
/// The order in which training images are visited: shuffled anew every epoch, and cut into batches that do not stop at an
/// epoch's end. A batch that crosses it takes what is left and goes on with the next epoch's order, as the lesson's
/// next_batch does, so every batch has the same size and every image is visited equally often.
/// </summary>
/// <remarks>
/// Epoch e is shuffled from lane e of the seed, never from the order before it: the state of a half-done training is the
/// number of images taken, nothing else, and going on from there costs the shuffling of one epoch.
/// </remarks>
public sealed class BatchOrder
{
    private readonly int _seed;
    private readonly int[] _order;
    private uint _epoch;
    private int _position;

    /// <summary>Starts at the first image of the first epoch, or further on.</summary>
    /// <param name="imageCount">Images in the training set.</param>
    /// <param name="seed">Fixes every epoch's order.</param>
    /// <param name="taken">Images that were taken before, in all epochs together.</param>
    public BatchOrder(int imageCount, int seed, long taken = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(imageCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(taken);
        _seed = seed;
        _order = new int[imageCount];
        _epoch = checked((uint)(taken / imageCount));
        _position = (int)(taken % imageCount);
        ShuffleEpoch();
    }

    /// <summary>Writes the indices of the next batch's images.</summary>
    public void Next(Span<int> batch)
    {
        while (!batch.IsEmpty)
        {
            if (_position == _order.Length)
            {
                _epoch++;
                _position = 0;
                ShuffleEpoch();
            }

            int taken = Math.Min(batch.Length, _order.Length - _position);
            _order.AsSpan(_position, taken).CopyTo(batch);
            batch = batch[taken..];
            _position += taken;
        }
    }

    private void ShuffleEpoch()
    {
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        new RandomSource(_seed, RandomPurpose.BatchOrder, _epoch).Shuffle(_order);
    }
}
