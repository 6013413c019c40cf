using System.Runtime.InteropServices;
using BatchNorm.Randomness;

namespace BatchNorm.Engines;

/// <summary>
/// The hidden states a recurrent network begins to read with: 0, or noise where it needs some. In training the noise goes on from batch to
/// batch, the same for every network, so that the two of a comparison differ in batch normalization only. In inference it is fixed by
/// the image, so that the same image is always given the same answer.
/// </summary>
/// <param name="deviation">The standard deviation; 0 for none.</param>
internal sealed class HiddenStateNoise(double deviation)
{
    private const int Seed = 1;
    private const uint TrainingLane = 0;

    // The 32-bit FNV-1a hash (Fowler, Noll, Vo): not to be relied on against anyone, but the same on every machine.
    private const uint HashStart = 2166136261;
    private const uint HashFactor = 16777619;

    /// <summary>What four bytes that are 0 make of a hash: they multiply it by this. Most pixels are black.</summary>
    private const uint HashFactorOfZero = unchecked(HashFactor * HashFactor * HashFactor * HashFactor);

    /// <summary>What the noise in training is drawn from, image after image and batch after batch; null where there is none.</summary>
    public RandomSource? Training { get; } = deviation == 0 ? null : new(Seed, RandomPurpose.HiddenStateNoise, TrainingLane);

    /// <summary>The state that the next image of a training begins with.</summary>
    /// <param name="state">One value a unit; overwritten.</param>
    public void Next(Span<float> state)
    {
        if (Training is null)
            state.Clear();
        else
            Training.NextNormals(state, deviation);
    }

    /// <summary>Something to draw the states of images from in inference, one for each thread; null where there is no noise.</summary>
    public RandomSource? ForInference() => deviation == 0 ? null : new(Seed, RandomPurpose.HiddenStateNoise);

    /// <summary>The state that an image begins with in inference.</summary>
    /// <param name="image">
    /// Its pixels as the network sees them, row by row. A caller that has them in the order of reading may give them so: the two differ where
    /// pixels are permuted, and there is no noise there.
    /// </param>
    /// <param name="source">What <see cref="ForInference"/> made; where it stands is of no importance.</param>
    /// <param name="state">One value a unit; overwritten.</param>
    public void OfImage(ReadOnlySpan<float> image, RandomSource? source, Span<float> state)
    {
        if (source is null)
        {
            state.Clear();
            return;
        }

        source.Restart(Hash(image));
        source.NextNormals(state, deviation);
    }

    /// <summary>The hash of the numbers' bytes, the lowest of each first.</summary>
    private static uint Hash(ReadOnlySpan<float> image)
    {
        uint hash = HashStart;
        foreach (uint bits in MemoryMarshal.Cast<float, uint>(image))
        {
            if (bits == 0)
            {
                hash *= HashFactorOfZero;
                continue;
            }

            for (int shift = 0; shift < 32; shift += 8)
                hash = (hash ^ ((bits >> shift) & byte.MaxValue)) * HashFactor;
        }

        return hash;
    }
}
