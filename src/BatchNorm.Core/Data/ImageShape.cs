namespace BatchNorm.Data;

/// <summary>How large an image is: what networks are made for, and what data brings.</summary>
public readonly record struct ImageShape
{
    /// <summary>Describes images of a size.</summary>
    /// <param name="rows">Pixels down, 1 or more.</param>
    /// <param name="columns">Pixels across, 1 or more.</param>
    /// <exception cref="ArgumentException">There are none, or more pixels than an array can hold.</exception>
    public ImageShape(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if ((long)rows * columns > Array.MaxLength)
            throw new ArgumentException($"Images of {rows} x {columns} pixels are more than fit into memory.", nameof(columns));

        Rows = rows;
        Columns = columns;
    }

    /// <summary>Pixels down.</summary>
    public int Rows { get; }

    /// <summary>Pixels across.</summary>
    public int Columns { get; }

    /// <summary>Pixels of an image: <see cref="Rows"/> x <see cref="Columns"/>.</summary>
    public int Pixels => Rows * Columns;

    /// <summary>The shape of numbers that are no picture: all in one row.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static ImageShape Row(int values) => new(1, values);

    /// <inheritdoc/>
    public override string ToString() => $"{Rows} x {Columns}";
}
