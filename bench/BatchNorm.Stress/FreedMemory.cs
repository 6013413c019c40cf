using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchNorm.Stress;

/// <summary>
/// Puts NaN into the native memory that is free, so that whoever reads what he never wrote gets NaN instead of the harmless numbers that
/// are usually left there.
/// </summary>
/// <remarks>
/// libtorch's memory comes from the C library, and so does .NET's native memory, aligned alike. Blocks of all sizes are held together, which
/// takes what is free from the calling thread's part of the heap, filled with ones, which make a float NaN, and given back.
/// </remarks>
internal static unsafe class FreedMemory
{
    private const int Alignment = 64;
    private const int LeastSize = 16;
    private const int LargestSmallSize = 4096;

    // In every size there are free blocks; of the small ones there are many, and they are cheap.
    private const int SmallBlocksEach = 8;

    /// <summary>Fills free blocks of all sizes; to be called on the thread whose next blocks are meant.</summary>
    /// <param name="largest">The size up to which it is done, in bytes.</param>
    public static void FillWithNaN(int largest)
    {
        var blocks = new Stack<nint>();
        for (int size = LeastSize; size <= largest; size += Math.Max(16, size / 128 * 16))
        {
            for (int i = 0; i < (size <= LargestSmallSize ? SmallBlocksEach : 1); i++)
                blocks.Push((nint)Filled((nuint)size));
        }

        while (blocks.TryPop(out nint block))
            NativeMemory.AlignedFree((void*)block);
    }

    private static void* Filled(nuint size)
    {
        void* block = NativeMemory.AlignedAlloc(size, Alignment);
        Unsafe.InitBlockUnaligned(block, 0xff, (uint)size);
        return block;
    }
}
