using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>Tells the lanes of a bundle that hold images from those beyond the end of the batch.</summary>
internal static unsafe class LaneMask<V>
    where V : struct, IFloatVector<V>
{
    private static ReadOnlySpan<float> Lanes => [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>1 in as many lanes, or in all where there are fewer; 0 in the others.</summary>
    [MethodImpl(Compile.Inline)]
    public static V First(int images)
    {
        float* lanes = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Lanes)); // in the program's image: nothing moves it
        return V.Load(lanes + LaneSums.Lanes - Math.Min(images, V.Count));
    }
}
