using BatchNorm.Randomness;
using BatchNorm.Settings;

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

    /// <summary>A copy with rows and columns exchanged: from weights as they are kept here to PyTorch's and back.</summary>
    public Matrix Transposed()
    {
        var values = new float[_values.Length];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
                values[(column * Rows) + row] = _values[(row * Columns) + column];
        }

        return new Matrix(Columns, Rows, values);
    }

    /// <summary>Draws a matrix from N(0, scale^2), row by row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is below 1, or the scale is not above 0 and finite in float32.</exception>
    internal static Matrix Draw(int rows, int columns, double scale, RandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        _ = PositiveFloat32.Checked(scale, nameof(scale), "The weight scale");
        if ((long)rows * columns > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(columns), columns, $"{rows} x {columns} weights are more than fit into memory.");

        var values = new float[rows * columns];
        random.NextNormals(values, scale);
        return new Matrix(rows, columns, values);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Rows} x {Columns}";
}
