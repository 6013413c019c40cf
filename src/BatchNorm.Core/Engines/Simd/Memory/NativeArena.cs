using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace BatchNorm.Engines.Simd.Memory;

/// <summary>
/// Zeroed memory outside the managed heap, aligned to cache lines: it does not move, and is given back all at once, at the
/// latest by the finalizer.
/// </summary>
internal sealed unsafe class NativeArena : CriticalFinalizerObject, IDisposable
{
    /// <summary>A cache line, and the widest vector.</summary>
    private const int Alignment = 64;

    /// <summary>Rows are read and written in fours by the dense products; by sixteens where a matrix is transposed.</summary>
    private const int RowBlock = 16;

    /// <summary>
    /// Bytes from row to row that would crowd a column into a fraction of the first-level cache, whose sets repeat every 4096
    /// bytes.
    /// </summary>
    private const int WorstStride = 256;

    private readonly List<nint> _blocks = [];

    ~NativeArena() => Free();

    /// <summary>How much memory was taken.</summary>
    public long Bytes { get; private set; }

    /// <summary>Room for consecutive values, rounded up to whole cache lines.</summary>
    /// <exception cref="OutOfMemoryException">There is not that much memory.</exception>
    public T* Allocate<T>(long count)
        where T : unmanaged
    {
        long bytes = RoundUp(checked(count * sizeof(T)), Alignment);
        void* block = NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
        _blocks.Add((nint)block);
        NativeMemory.Clear(block, (nuint)bytes);
        if (bytes > 0)
            GC.AddMemoryPressure(bytes);
        Bytes += bytes;
        return (T*)block;
    }

    /// <summary>
    /// Room for a matrix whose rows begin on cache lines or half of one, padded as <see cref="NativeMatrix"/> says.
    /// </summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="lanes">Lanes of the vectors that will work on it.</param>
    public NativeMatrix AllocateMatrix(int rows, int columns, int lanes)
    {
        int width = checked((int)RoundUp(columns, lanes));
        int stride = width * sizeof(float) % WorstStride == 0 ? width + lanes : width;
        return new NativeMatrix(Allocate<float>(RoundUp(rows, RowBlock) * stride), rows, columns, width, stride);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static long RoundUp(long value, int multiple) => (value + multiple - 1) / multiple * multiple;

    private void Free()
    {
        foreach (nint block in _blocks)
            NativeMemory.AlignedFree((void*)block);
        _blocks.Clear();
        if (Bytes > 0)
            GC.RemoveMemoryPressure(Bytes);
        Bytes = 0;
    }
}
