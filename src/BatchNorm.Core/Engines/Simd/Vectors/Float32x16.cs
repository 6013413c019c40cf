using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNorm.Engines.Simd.Vectors;

/// <summary>Sixteen lanes: AVX-512.</summary>
internal unsafe struct Float32x16 : IFloatVector<Float32x16>
{
    private Vector512<float> _lanes;

    [MethodImpl(Compile.Inline)]
    private Float32x16(Vector512<float> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(Compile.Inline)]
        get => 16;
    }

    public static Float32x16 Zero
    {
        [MethodImpl(Compile.Inline)]
        get => new(Vector512<float>.Zero);
    }

    [MethodImpl(Compile.Inline)]
    public static Float32x16 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(Compile.Inline)]
    public static Float32x16 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(Compile.Inline)]
    public readonly void Store(float* destination) => _lanes.Store(destination);

    [MethodImpl(Compile.Inline)]
    public static Float32x16 MultiplyAdd(Float32x16 a, Float32x16 b, Float32x16 c) =>
        new(Vector512.FusedMultiplyAdd(a._lanes, b._lanes, c._lanes));

    [MethodImpl(Compile.Inline)]
    public static void AddProduct(ref Float32x16 sum, Float32x16 a, Float32x16 b) =>
        sum._lanes = Vector512.FusedMultiplyAdd(a._lanes, b._lanes, sum._lanes);

    [MethodImpl(Compile.Inline)]
    public static void AddProduct(ref Float32x16 sum, Float32x16 a, float* b) =>
        sum._lanes = Vector512.FusedMultiplyAdd(a._lanes, Vector512.Load(b), sum._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x16 operator +(Float32x16 a, Float32x16 b) => new(a._lanes + b._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x16 operator -(Float32x16 a, Float32x16 b) => new(a._lanes - b._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x16 operator -(Float32x16 a) => new(-a._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x16 operator *(Float32x16 a, Float32x16 b) => new(a._lanes * b._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x16 operator /(Float32x16 a, Float32x16 b) => new(a._lanes / b._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x16 Max(Float32x16 limit, Float32x16 x) => new(Vector512.MaxNative(limit._lanes, x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x16 Min(Float32x16 limit, Float32x16 x) => new(Vector512.MinNative(limit._lanes, x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x16 Abs(Float32x16 x) => new(Vector512.Abs(x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x16 SquareRoot(Float32x16 x) => new(Vector512.Sqrt(x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x16 Round(Float32x16 x) => new(Vector512.Round(x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x16 IfGreater(Float32x16 x, Float32x16 y, Float32x16 a, Float32x16 b) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(x._lanes, y._lanes), a._lanes, b._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x16 ScaleByPowerOfTwo(Float32x16 x, Float32x16 n) =>
        new((x._lanes.AsInt32() + (Vector512.ConvertToInt32Native(n._lanes) << 23)).AsSingle());

    [MethodImpl(Compile.Inline)]
    public static float Largest(Float32x16 x) =>
        Float32x8.Largest(new(Vector256.MaxNative(x._lanes.GetLower(), x._lanes.GetUpper())));
}
