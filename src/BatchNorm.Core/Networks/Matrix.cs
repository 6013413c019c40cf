namespace BatchNorm.Networks;

/// <summary>A matrix of float32 values that nobody changes, stored row by row.</summary>
public sealed class Matrix
{
    private readonly float[] _values;

    /// <summary>Wraps values; the array is taken over, not copied.</summary>
    /// <exception cref="ArgumentException">The number of values is not rows x columns.</exception>
    public Matrix(int rows, int columns, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.LongLength != (long)rows * columns)
            throw new ArgumentException($"A {rows} x {columns} matrix has {(long)rows * columns} values, not {values.LongLength}.", nameof(values));

        Rows = rows;
        Columns = columns;
        _values = values;
    }

    /// <summary>The number of rows: for weights, the layer's inputs.</summary>
    public int Rows { get; }

    /// <summary>The number of columns: for weights, the layer's units.</summary>
    public int Columns { get; }

    /// <summary>All values, row by row.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <inheritdoc/>
    public override string ToString() => $"{Rows} x {Columns}";
}
