using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// Some vectors that lie one step apart in memory, held in registers. Longer ones are joined from shorter ones, so that a kernel is written once
/// for every length.
/// </summary>
internal unsafe interface ITileRow<TSelf, V>
    where TSelf : struct, ITileRow<TSelf, V>
    where V : struct, IFloatVector<V>
{
    /// <summary>Vectors in the row.</summary>
    static abstract int Length { get; }

    /// <summary>Reads vectors.</summary>
    static abstract TSelf Load(float* source, nint step);

    /// <summary>Writes vectors.</summary>
    void Store(float* destination, nint step);

    /// <summary>row += factor other.</summary>
    void AddProduct(V factor, TSelf other);
}

/// <summary>A tile of a product, rows of sums that stay in registers; higher ones are stacked from lower ones.</summary>
internal unsafe interface ITile<TSelf, TRow, V>
    where TSelf : struct, ITile<TSelf, TRow, V>
    where TRow : struct, ITileRow<TRow, V>
    where V : struct, IFloatVector<V>
{
    /// <summary>Rows of the tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Reads rows that lie rowStep apart, vectors that lie step apart.</summary>
    static abstract TSelf Load(float* source, nint rowStep, nint step);

    /// <summary>Writes what <see cref="Load"/> reads.</summary>
    void Store(float* destination, nint rowStep, nint step);

    /// <summary>tile[i] += factors[i] row: consecutive numbers, each in all lanes.</summary>
    void AddBroadcast(float* factors, TRow row);

    /// <summary>tile[i] += factors[i] row: consecutive vectors, lane by lane.</summary>
    void AddVectors(float* factors, TRow row);
}
