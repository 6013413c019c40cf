using System.Numerics;
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
    private const int LeastSize = 64;
    private const int MostOctaves = 14;
    private const int BlocksEach = 2;

    /// <summary>Fills free blocks from 64 bytes on; to be called on the thread whose next blocks are meant.</summary>
    /// <param name="largest">About how large blocks have to be, in bytes; 1.5 MB at most.</param>
    public static void FillWithNaN(int largest)
    {
        int octaves = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, largest / LeastSize)), 0, MostOctaves);
        void** blocks = stackalloc void*[2 * (MostOctaves + 1) * BlocksEach];
        int count = 0;
        for (int octave = octaves; octave >= 0; octave--)
        {
            for (int i = 0; i < BlocksEach; i++)
            {
                blocks[count++] = Filled((nuint)LeastSize << octave);
                blocks[count++] = Filled((nuint)(LeastSize + LeastSize / 2) << octave);
            }
        }

        while (count > 0)
            NativeMemory.AlignedFree(blocks[--count]);
    }

    private static void* Filled(nuint size)
    {
        void* block = NativeMemory.AlignedAlloc(size, Alignment);
        Unsafe.InitBlockUnaligned(block, 0xff, (uint)size);
        return block;
    }
}
