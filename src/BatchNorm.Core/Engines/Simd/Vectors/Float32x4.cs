using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace BatchNorm.Engines.Simd.Vectors;

/// <summary>Four lanes: the portable width, NEON on Arm and SSE on x64.</summary>
internal unsafe struct Float32x4 : IFloatVector<Float32x4>
{
    private Vector128<float> _lanes;

    [MethodImpl(Compile.Inline)]
    internal Float32x4(Vector128<float> lanes) => _lanes = lanes;

    public static int Count
    {
        [MethodImpl(Compile.Inline)]
        get => 4;
    }

    public static Float32x4 Zero
    {
        [MethodImpl(Compile.Inline)]
        get => new(Vector128<float>.Zero);
    }

    [MethodImpl(Compile.Inline)]
    public static Float32x4 Load(float* source) => new(Vector128.Load(source));

    [MethodImpl(Compile.Inline)]
    public static Float32x4 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(Compile.Inline)]
    public readonly void Store(float* destination) => _lanes.Store(destination);

    [MethodImpl(Compile.Inline)]
    public static Float32x4 MultiplyAdd(Float32x4 a, Float32x4 b, Float32x4 c) => new(Fused(a._lanes, b._lanes, c._lanes));

    [MethodImpl(Compile.Inline)]
    public static void AddProduct(ref Float32x4 sum, Float32x4 a, Float32x4 b) =>
        sum._lanes = Fused(a._lanes, b._lanes, sum._lanes);

    [MethodImpl(Compile.Inline)]
    public static void AddProduct(ref Float32x4 sum, Float32x4 a, float* b) =>
        sum._lanes = Fused(a._lanes, Vector128.Load(b), sum._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x4 operator +(Float32x4 a, Float32x4 b) => new(a._lanes + b._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x4 operator -(Float32x4 a, Float32x4 b) => new(a._lanes - b._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x4 operator -(Float32x4 a) => new(-a._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x4 operator *(Float32x4 a, Float32x4 b) => new(a._lanes * b._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x4 operator /(Float32x4 a, Float32x4 b) => new(a._lanes / b._lanes);

    [MethodImpl(Compile.Inline)]
    public static Float32x4 Max(Float32x4 limit, Float32x4 x) => new(Vector128.MaxNative(limit._lanes, x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x4 Min(Float32x4 limit, Float32x4 x) => new(Vector128.MinNative(limit._lanes, x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x4 Abs(Float32x4 x) => new(Vector128.Abs(x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x4 SquareRoot(Float32x4 x) => new(Vector128.Sqrt(x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x4 Round(Float32x4 x) => new(Vector128.Round(x._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x4 IfGreater(Float32x4 x, Float32x4 y, Float32x4 a, Float32x4 b) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(x._lanes, y._lanes), a._lanes, b._lanes));

    [MethodImpl(Compile.Inline)]
    public static Float32x4 ScaleByPowerOfTwo(Float32x4 x, Float32x4 n) =>
        new((x._lanes.AsInt32() + (Vector128.ConvertToInt32Native(n._lanes) << 23)).AsSingle());

    [MethodImpl(Compile.Inline)]
    public static float Largest(Float32x4 x)
    {
        Vector128<float> pair = Vector128.MaxNative(x._lanes, Vector128.Shuffle(x._lanes, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(pair, Vector128.Shuffle(pair, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>Fused where an instruction does it; MathF.FusedMultiplyAdd in software would cost a call a lane.</summary>
    [MethodImpl(Compile.Inline)]
    private static Vector128<float> Fused(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Fma.IsSupported || AdvSimd.IsSupported ? Vector128.FusedMultiplyAdd(a, b, c) : (a * b) + c;
}
