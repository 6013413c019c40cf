namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// How feature maps lie in memory. As many images as a vector has lanes make a bundle, and a value of a bundle is one vector, an image in each
/// lane: a bundle is [map][row][column] vectors. Every row is followed by <see cref="Border"/> columns of zeros, and the first is preceded by as
/// many, so that the values beside a row's first and last ones can be read without asking where the row ends.
/// </summary>
/// <remarks>
/// Of a batch such bundles are a matrix [images x values] of which every block of rows, one a lane, is kept transposed: a row's stride is
/// that of any such matrix, and the bundle of the images from i on begins where row i would.
/// </remarks>
/// <param name="Maps">Feature maps.</param>
/// <param name="Rows">Rows of a map.</param>
/// <param name="Columns">Columns of a map.</param>
/// <param name="Border">Columns of zeros between one row and the next.</param>
internal readonly record struct MapLayout(int Maps, int Rows, int Columns, int Border)
{
    /// <summary>Values from one row of a map to the next.</summary>
    public int RowStride => Columns + Border;

    /// <summary>Values from one map to the next.</summary>
    public int MapStride => Rows * RowStride;

    /// <summary>Values of a bundle, borders included; <see cref="ConvolutionShape"/> refuses more than can be counted.</summary>
    public int Values => Border + (Maps * MapStride);

    /// <summary>Positions of a map.</summary>
    public int Positions => Rows * Columns;

    /// <summary>Where a value stands among those of an image.</summary>
    public nint Index(int map, int row, int column) => Border + ((nint)map * MapStride) + (row * RowStride) + column;
}
