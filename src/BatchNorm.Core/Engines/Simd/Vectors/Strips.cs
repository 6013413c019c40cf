using System.Runtime.CompilerServices;

namespace BatchNorm.Engines.Simd.Vectors;

/// <summary>A strip of one vector.</summary>
internal unsafe struct OneVector<V> : IStrip<OneVector<V>, V>
    where V : struct, IFloatVector<V>
{
    private V _vector;

    public static int Length
    {
        [MethodImpl(Compile.Inline)]
        get => 1;
    }

    [MethodImpl(Compile.Inline)]
    public static OneVector<V> Load(float* source) => new() { _vector = V.Load(source) };

    [MethodImpl(Compile.Inline)]
    public void Store(float* destination) => _vector.Store(destination);

    [MethodImpl(Compile.Inline)]
    public void AddProduct(V factor, float* row) => V.AddProduct(ref _vector, factor, row);

    [MethodImpl(Compile.Inline)]
    public void AddProduct(V factor, OneVector<V> row) => V.AddProduct(ref _vector, factor, row._vector);

    [MethodImpl(Compile.Inline)]
    public void AddScaledTo(float* destination, V factor) =>
        V.MultiplyAdd(factor, _vector, V.Load(destination)).Store(destination);
}

/// <summary>Two strips, one after the other.</summary>
internal unsafe struct Joined<V, TLeft, TRight> : IStrip<Joined<V, TLeft, TRight>, V>
    where V : struct, IFloatVector<V>
    where TLeft : struct, IStrip<TLeft, V>
    where TRight : struct, IStrip<TRight, V>
{
#pragma warning disable IDE0044 // not readonly: AddProduct changes them in place
    private TLeft _left;
    private TRight _right;
#pragma warning restore IDE0044

    public static int Length
    {
        [MethodImpl(Compile.Inline)]
        get => TLeft.Length + TRight.Length;
    }

    private static int Offset
    {
        [MethodImpl(Compile.Inline)]
        get => TLeft.Length * V.Count;
    }

    [MethodImpl(Compile.Inline)]
    public static Joined<V, TLeft, TRight> Load(float* source) =>
        new() { _left = TLeft.Load(source), _right = TRight.Load(source + Offset) };

    [MethodImpl(Compile.Inline)]
    public void Store(float* destination)
    {
        _left.Store(destination);
        _right.Store(destination + Offset);
    }

    [MethodImpl(Compile.Inline)]
    public void AddProduct(V factor, float* row)
    {
        _left.AddProduct(factor, row);
        _right.AddProduct(factor, row + Offset);
    }

    [MethodImpl(Compile.Inline)]
    public void AddProduct(V factor, Joined<V, TLeft, TRight> row)
    {
        _left.AddProduct(factor, row._left);
        _right.AddProduct(factor, row._right);
    }

    [MethodImpl(Compile.Inline)]
    public void AddScaledTo(float* destination, V factor)
    {
        _left.AddScaledTo(destination, factor);
        _right.AddScaledTo(destination + Offset, factor);
    }
}
