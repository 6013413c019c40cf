using System.Runtime.InteropServices;
using BatchNorm.Randomness;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch.Recurrent;

/// <summary>
/// The hidden states a network begins to read with: 0, or noise where it needs some. In training the noise goes on from batch to
/// batch, the same for every network, so that the two of a comparison differ in batch normalization only. In inference it is fixed by
/// the image, so that the same image is always given the same answer.
/// </summary>
/// <param name="deviation">The standard deviation; 0 for none.</param>
/// <param name="units">Units of the hidden layer.</param>
internal sealed class HiddenStateNoise(double deviation, int units)
{
    private const int Seed = 1;
    private const uint TrainingLane = 0;

    /// <summary>What the noise in training is drawn from, batch after batch; null where there is none.</summary>
    public RandomSource? Training { get; } = deviation == 0 ? null : new(Seed, RandomPurpose.HiddenStateNoise, TrainingLane);

    /// <summary>Batch x units, for the images of a batch.</summary>
    /// <param name="images">Batch x pixels.</param>
    /// <param name="isTraining">Whether the batch is the next of a training.</param>
    public Tensor For(Tensor images, bool isTraining)
    {
        Tensor states = zeros([images.shape[0], units], ScalarType.Float32);
        if (Training is null)
            return states;

        Span<float> values = MemoryMarshal.Cast<byte, float>(states.bytes);
        ReadOnlySpan<byte> bytes = images.bytes;
        int length = bytes.Length / (int)images.shape[0];
        for (int image = 0; image * units < values.Length; image++)
        {
            RandomSource source = isTraining ? Training : OfImage(bytes.Slice(image * length, length));
            foreach (ref float value in values.Slice(image * units, units))
                value = (float)(deviation * source.NextNormal());
        }

        return states;
    }

    private static RandomSource OfImage(ReadOnlySpan<byte> image) => new(Seed, RandomPurpose.HiddenStateNoise, Hash(image));

    /// <summary>The 32-bit FNV-1a hash (Fowler, Noll, Vo): not to be relied on against anyone, but the same on every machine.</summary>
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte value in bytes)
            hash = (hash ^ value) * 16777619;
        return hash;
    }
}
