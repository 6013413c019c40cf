using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace BatchNorm.Stress;

/// <summary>
/// Puts NaN into the native memory that is free, so that whoever reads what he never wrote gets NaN instead of the harmless numbers that
/// are usually left there.
/// </summary>
/// <remarks>
/// libtorch's memory comes from the C library, and so does .NET's native memory, aligned alike. Blocks of all sizes are held together, which
/// takes what is free from the calling thread's part of the heap, filled with ones, which make a float NaN, and given back.
/// </remarks>
internal static unsafe partial class FreedMemory
{
    private const int Alignment = 64;
    private const int LeastSize = 16;
    private const int LargestSmallSize = 4096;

    // Of glibc's malloc.h: from how much free memory on it goes back to the system, and how many blocks may be pages of their own.
    private const int TrimThreshold = -1;
    private const int MostMappedBlocks = -4;

    // In every size there are free blocks; of the small ones there are many, and they are cheap.
    private const int SmallBlocksEach = 8;

    /// <summary>
    /// Makes the C library keep what is freed, where that can be asked of it: large blocks would go back to the system, and new ones come from
    /// there full of zeros. To be called before anything large is allocated.
    /// </summary>
    public static void Keep()
    {
        if (!OperatingSystem.IsLinux())
            return;
        _ = SetMallocOption(TrimThreshold, int.MaxValue);
        _ = SetMallocOption(MostMappedBlocks, 0);
    }

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

    /// <summary>
    /// The share of NaN among the numbers that nobody wrote in new tensors of all sizes, once what is free was filled: how much of what
    /// libtorch is given the filling reaches.
    /// </summary>
    /// <param name="largest">The size of the largest tensor, in bytes.</param>
    public static double ShareOfNaN(int largest)
    {
        FillWithNaN(largest);
        long numbers = 0, isNaN = 0;
        for (int size = LeastSize; size <= largest; size *= 2)
        {
            using torch.Tensor unwritten = torch.empty(size / sizeof(float), torch.ScalarType.Float32);
            foreach (float number in MemoryMarshal.Cast<byte, float>(unwritten.bytes))
            {
                numbers++;
                isNaN += float.IsNaN(number) ? 1 : 0;
            }
        }

        return (double)isNaN / numbers;
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetMallocOption(int option, int value);

    private static void* Filled(nuint size)
    {
        void* block = NativeMemory.AlignedAlloc(size, Alignment);
        Unsafe.InitBlockUnaligned(block, 0xff, (uint)size);
        return block;
    }
}
