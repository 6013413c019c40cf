using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// Sums over the positions of every map, an image a lane, and of these over the images: in double precision and in their order, so that the result
/// does not depend on the width of vectors.
/// </summary>
internal sealed unsafe class ImageSums<V>(NativeArena arena, int maps, int capacity)
    where V : struct, IFloatVector<V>
{
    private readonly NativeMatrix _sums = arena.AllocateMatrix(maps, capacity, V.Count);

    /// <summary>Where the sums of a bundle go.</summary>
    public float* Bundle(int map, int firstImage) => _sums.Row(map) + firstImage;

    /// <summary>The sum over the images.</summary>
    public float Total(int map, int images)
    {
        double total = 0;
        foreach (float sum in new ReadOnlySpan<float>(_sums.Row(map), images))
            total += sum;
        return (float)total;
    }
}
