using System.Runtime.InteropServices;

namespace BatchNorm.Engines.Simd.Memory;

/// <summary>
/// A matrix of float32 values in an engine's memory, row by row. <see cref="Width"/> and the number of rows in memory are
/// rounded up, so that kernels work on whole vectors and whole blocks of rows and have no remainder to care for. What the
/// padding holds never reaches a value that counts: lanes do not mix, and sums run over true rows and columns.
/// </summary>
internal readonly unsafe struct NativeMatrix(float* values, int rows, int columns, int width, int stride)
{
    /// <summary>The first value; aligned to a cache line.</summary>
    public float* Values { get; } = values;

    /// <summary>Rows that count.</summary>
    public int Rows { get; } = rows;

    /// <summary>Columns that count.</summary>
    public int Columns { get; } = columns;

    /// <summary>Columns rounded up to whole vectors.</summary>
    public int Width { get; } = width;

    /// <summary>Values from one row to the next; at least <see cref="Width"/>.</summary>
    public int Stride { get; } = stride;

    /// <summary>The first value of a row.</summary>
    public float* Row(int row) => Values + ((nint)row * Stride);

    /// <summary>Some consecutive rows.</summary>
    public NativeMatrix Slice(int start, int count) => new(Row(start), count, Columns, Width, Stride);

    /// <summary>A copy of the values that count, row by row.</summary>
    public float[] ToArray()
    {
        var values = new float[Rows * Columns];
        for (int row = 0; row < Rows; row++)
            new ReadOnlySpan<float>(Row(row), Columns).CopyTo(values.AsSpan(row * Columns));
        return values;
    }

    /// <summary>Copies as many values here, row by row.</summary>
    public void Write(ReadOnlySpan<float> values)
    {
        for (int row = 0; row < Rows; row++)
            values.Slice(row * Columns, Columns).CopyTo(new Span<float>(Row(row), Columns));
    }

    /// <summary>Sets all values that count, and those beside them, to 0.</summary>
    public void Clear() => NativeMemory.Clear(Values, (nuint)Rows * (nuint)Stride * sizeof(float));

    /// <inheritdoc/>
    public override string ToString() => $"{Rows} x {Columns}";
}
