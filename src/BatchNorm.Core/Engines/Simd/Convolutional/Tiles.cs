using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

#pragma warning disable IDE0044 // not readonly: sums are changed in place

/// <summary>A row of one vector.</summary>
internal unsafe struct OneColumn<V> : ITileRow<OneColumn<V>, V>
    where V : struct, IFloatVector<V>
{
    private V _vector;

    public static int Length
    {
        [MethodImpl(Compile.Inline)]
        get => 1;
    }

    [MethodImpl(Compile.Inline)]
    public static OneColumn<V> Load(float* source, nint step) => new() { _vector = V.Load(source) };

    [MethodImpl(Compile.Inline)]
    public void Store(float* destination, nint step) => _vector.Store(destination);

    [MethodImpl(Compile.Inline)]
    public void AddProduct(V factor, OneColumn<V> other) => V.AddProduct(ref _vector, factor, other._vector);
}

/// <summary>Two rows, one after the other.</summary>
internal unsafe struct Beside<V, TLeft, TRight> : ITileRow<Beside<V, TLeft, TRight>, V>
    where V : struct, IFloatVector<V>
    where TLeft : struct, ITileRow<TLeft, V>
    where TRight : struct, ITileRow<TRight, V>
{
    private TLeft _left;
    private TRight _right;

    public static int Length
    {
        [MethodImpl(Compile.Inline)]
        get => TLeft.Length + TRight.Length;
    }

    [MethodImpl(Compile.Inline)]
    public static Beside<V, TLeft, TRight> Load(float* source, nint step) =>
        new() { _left = TLeft.Load(source, step), _right = TRight.Load(source + (TLeft.Length * step), step) };

    [MethodImpl(Compile.Inline)]
    public void Store(float* destination, nint step)
    {
        _left.Store(destination, step);
        _right.Store(destination + (TLeft.Length * step), step);
    }

    [MethodImpl(Compile.Inline)]
    public void AddProduct(V factor, Beside<V, TLeft, TRight> other)
    {
        _left.AddProduct(factor, other._left);
        _right.AddProduct(factor, other._right);
    }
}

/// <summary>A tile of one row.</summary>
internal unsafe struct OneRow<V, TRow> : ITile<OneRow<V, TRow>, TRow, V>
    where V : struct, IFloatVector<V>
    where TRow : struct, ITileRow<TRow, V>
{
    private TRow _row;

    public static int Rows
    {
        [MethodImpl(Compile.Inline)]
        get => 1;
    }

    [MethodImpl(Compile.Inline)]
    public static OneRow<V, TRow> Load(float* source, nint rowStep, nint step) => new() { _row = TRow.Load(source, step) };

    [MethodImpl(Compile.Inline)]
    public void Store(float* destination, nint rowStep, nint step) => _row.Store(destination, step);

    [MethodImpl(Compile.Inline)]
    public void AddBroadcast(float* factors, TRow row) => _row.AddProduct(V.Broadcast(*factors), row);

    [MethodImpl(Compile.Inline)]
    public void AddVectors(float* factors, TRow row) => _row.AddProduct(V.Load(factors), row);
}

/// <summary>A tile with one more row below.</summary>
internal unsafe struct Above<V, TRow, TTile> : ITile<Above<V, TRow, TTile>, TRow, V>
    where V : struct, IFloatVector<V>
    where TRow : struct, ITileRow<TRow, V>
    where TTile : struct, ITile<TTile, TRow, V>
{
    private TTile _tile;
    private OneRow<V, TRow> _last;

    public static int Rows
    {
        [MethodImpl(Compile.Inline)]
        get => TTile.Rows + 1;
    }

    [MethodImpl(Compile.Inline)]
    public static Above<V, TRow, TTile> Load(float* source, nint rowStep, nint step) => new()
    {
        _tile = TTile.Load(source, rowStep, step),
        _last = OneRow<V, TRow>.Load(source + (TTile.Rows * rowStep), rowStep, step),
    };

    [MethodImpl(Compile.Inline)]
    public void Store(float* destination, nint rowStep, nint step)
    {
        _tile.Store(destination, rowStep, step);
        _last.Store(destination + (TTile.Rows * rowStep), rowStep, step);
    }

    [MethodImpl(Compile.Inline)]
    public void AddBroadcast(float* factors, TRow row)
    {
        _tile.AddBroadcast(factors, row);
        _last.AddBroadcast(factors + TTile.Rows, row);
    }

    [MethodImpl(Compile.Inline)]
    public void AddVectors(float* factors, TRow row)
    {
        _tile.AddVectors(factors, row);
        _last.AddVectors(factors + (TTile.Rows * V.Count), row);
    }
}
