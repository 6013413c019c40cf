using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BatchNorm.Engines.Simd.Vectors;

/// <summary>Eight lanes: AVX2 with FMA.</summary>
internal unsafe struct Float32x8 : IFloatVector<Float32x8>
{
    private Vector256<float> _lanes;

    [MethodImpl(Compile.Inline)]
    internal Float32x8(Vector256<float> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(Compile.Inline)]
        get => 8;
    }

    public static Float32x8 Zero
    {
        [MethodImpl(Compile.Inline)]
        get => new(Vector256<float>.Zero);
    }

    [MethodImpl(Compile.Inline)]
    public static Float32x8 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(Compile.Inline)]
    public static Float32x8 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(Compile.Inline)]
    public readonly void Store(float* destination) => _lanes.Store(destination);

    [MethodImpl(Compile.Inline)]
    public static Float32x8 MultiplyAdd(Float32x8 a, Float32x8 b, Float32x8 c) =>
        new(Vector256.FusedMultiplyAdd(a._lanes, b._lanes, c._lanes));

    [MethodImpl(Compile.Inline)]
    public static void AddProduct(ref Float32x8 sum, Float32x8 a, Float32x8 b) =>
        sum._lanes = Vector256.FusedMultiplyAdd(a._lanes, b._lanes, sum._lanes);

    [MethodImpl(Compile.Inline)]
    public static void AddProduct(ref Float32x8 sum, Float32x8 a, float* b) =>
        sum._lanes = Vector256.FusedMultiplyAdd(a._lanes, Vector256.Load(b), sum._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x8 operator +(Float32x8 a, Float32x8 b) => new(a._lanes + b._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x8 operator -(Float32x8 a, Float32x8 b) => new(a._lanes - b._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x8 operator -(Float32x8 a) => new(-a._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x8 operator *(Float32x8 a, Float32x8 b) => new(a._lanes * b._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x8 operator /(Float32x8 a, Float32x8 b) => new(a._lanes / b._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x8 Max(Float32x8 limit, Float32x8 x) => new(Vector256.MaxNative(limit._lanes, x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x8 Min(Float32x8 limit, Float32x8 x) => new(Vector256.MinNative(limit._lanes, x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x8 Abs(Float32x8 x) => new(Vector256.Abs(x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x8 SquareRoot(Float32x8 x) => new(Vector256.Sqrt(x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x8 Round(Float32x8 x) => new(Vector256.Round(x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x8 IfGreater(Float32x8 x, Float32x8 y, Float32x8 a, Float32x8 b) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(x._lanes, y._lanes), a._lanes, b._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x8 ScaleByPowerOfTwo(Float32x8 x, Float32x8 n) =>
        new((x._lanes.AsInt32() + (Vector256.ConvertToInt32Native(n._lanes) << 23)).AsSingle());

    [MethodImpl(Compile.Inline)]
    public static float Largest(Float32x8 x) =>
        Float32x4.Largest(new(Vector128.MaxNative(x._lanes.GetLower(), x._lanes.GetUpper())));
}
