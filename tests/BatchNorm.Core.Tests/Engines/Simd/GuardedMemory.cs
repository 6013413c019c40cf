using System.Runtime.InteropServices;
using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd;

/// <summary>
/// Matrices padded as the engine's are, between guards. Padding and guards hold NaN: what a kernel reads there must not show in
/// any value that counts, and what it writes into a guard is found when the memory is disposed of.
/// </summary>
internal sealed unsafe class GuardedMemory(int lanes, int seed = 1) : IDisposable
{
    private const int GuardLength = 64;
    private const int RowBlock = 16;
    private const uint Guard = 0x7FC0DEAD; // a NaN

    private readonly Random _random = new(seed);
    private readonly List<(nint Block, int Length)> _blocks = [];

    /// <summary>A matrix of random numbers in [-1, 1).</summary>
    public NativeMatrix Random(int rows, int columns)
    {
        NativeMatrix matrix = Allocate(rows, columns);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                matrix.Row(row)[column] = (float)((_random.NextDouble() * 2) - 1);
        }

        return matrix;
    }

    /// <summary>A matrix full of NaN.</summary>
    public NativeMatrix Allocate(int rows, int columns)
    {
        int width = (columns + lanes - 1) / lanes * lanes;
        int stride = width + lanes;
        int length = (rows + RowBlock - 1) / RowBlock * RowBlock * stride;
        float* block = (float*)NativeMemory.AlignedAlloc((nuint)((length + (2 * GuardLength)) * sizeof(float)), 64);
        new Span<uint>(block, length + (2 * GuardLength)).Fill(Guard);
        _blocks.Add(((nint)block, length));
        return new NativeMatrix(block + GuardLength, rows, columns, width, stride);
    }

    /// <summary>One row, with a given value in its padding.</summary>
    public float* Row(int columns, float value, float padding = 0)
    {
        NativeMatrix row = Allocate(1, columns);
        new Span<float>(row.Values, columns).Fill(value);
        new Span<float>(row.Values + columns, row.Width - columns).Fill(padding);
        return row.Values;
    }

    public void Dispose()
    {
        bool intact = true;
        foreach (var (block, length) in _blocks)
        {
            var before = new ReadOnlySpan<uint>((uint*)block, GuardLength);
            var after = new ReadOnlySpan<uint>((uint*)block + GuardLength + length, GuardLength);
            intact &= !before.ContainsAnyExcept(Guard) && !after.ContainsAnyExcept(Guard);
            NativeMemory.AlignedFree((void*)block);
        }

        Assert.True(intact, "A kernel wrote beyond its memory.");
    }
}
