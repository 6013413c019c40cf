using System.Runtime.CompilerServices;

namespace BatchNorm.Engines.Simd.Vectors;

/// <summary>x itself: what an activation function receives, not what it makes of that.</summary>
internal readonly struct Identity<V> : IActivationFunction<V>
    where V : struct, IFloatVector<V>
{
    [MethodImpl(Compile.Inline)]
    public static V Evaluate(V x, out V slope)
    {
        slope = V.Broadcast(1);
        return x;
    }
}

/// <summary>max(0, x)</summary>
internal readonly struct ReLU<V> : IActivationFunction<V>
    where V : struct, IFloatVector<V>
{
    [MethodImpl(Compile.Inline)]
    public static V Evaluate(V x, out V slope)
    {
        slope = V.IfGreater(x, V.Zero, V.Broadcast(1), V.Zero);
        return V.Max(V.Zero, x);
    }
}

/// <summary>s = 1 / (1 + exp(-x)), s' = s (1 - s)</summary>
internal readonly struct Sigmoid<V> : IActivationFunction<V>
    where V : struct, IFloatVector<V>
{
    [MethodImpl(Compile.Inline)]
    public static V Evaluate(V x, out V slope)
    {
        V s = VectorMath<V>.Sigmoid(x);
        slope = s * (V.Broadcast(1) - s);
        return s;
    }
}

/// <summary>t = tanh(x), t' = 1 - t^2</summary>
internal readonly struct Tanh<V> : IActivationFunction<V>
    where V : struct, IFloatVector<V>
{
    [MethodImpl(Compile.Inline)]
    public static V Evaluate(V x, out V slope)
    {
        V t = VectorMath<V>.Tanh(x);
        slope = V.MultiplyAdd(-t, t, V.Broadcast(1));
        return t;
    }
}

/// <summary>x where x > 0, else 0.01 x</summary>
internal readonly struct LeakyReLU<V> : IActivationFunction<V>
    where V : struct, IFloatVector<V>
{
    private const float NegativeSlope = 0.01f;

    [MethodImpl(Compile.Inline)]
    public static V Evaluate(V x, out V slope)
    {
        slope = V.IfGreater(x, V.Zero, V.Broadcast(1), V.Broadcast(NegativeSlope));
        return x * slope;
    }
}

/// <summary>x with slope 1 where x > 0, else exp(x) - 1 with slope exp(x)</summary>
internal readonly struct ELU<V> : IActivationFunction<V>
    where V : struct, IFloatVector<V>
{
    [MethodImpl(Compile.Inline)]
    public static V Evaluate(V x, out V slope)
    {
        V y = VectorMath<V>.ExpMinusOne(x, out V exp);
        slope = V.IfGreater(x, V.Zero, V.Broadcast(1), exp);
        return V.IfGreater(x, V.Zero, x, y);
    }
}

/// <summary>x Phi(x), with slope Phi(x) + x phi(x)</summary>
internal readonly struct GELU<V> : IActivationFunction<V>
    where V : struct, IFloatVector<V>
{
    [MethodImpl(Compile.Inline)]
    public static V Evaluate(V x, out V slope)
    {
        V phi = VectorMath<V>.NormalDistribution(x, out V density);
        slope = V.MultiplyAdd(x, density, phi);
        return x * phi;
    }
}

/// <summary>x s with s = 1 / (1 + exp(-x)), with slope s (1 + x (1 - s))</summary>
internal readonly struct SiLU<V> : IActivationFunction<V>
    where V : struct, IFloatVector<V>
{
    [MethodImpl(Compile.Inline)]
    public static V Evaluate(V x, out V slope)
    {
        V s = VectorMath<V>.Sigmoid(x);
        slope = s * V.MultiplyAdd(x, V.Broadcast(1) - s, V.Broadcast(1));
        return x * s;
    }
}

/// <summary>log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)), with slope 1 / (1 + exp(-x))</summary>
internal readonly struct Softplus<V> : IActivationFunction<V>
    where V : struct, IFloatVector<V>
{
    [MethodImpl(Compile.Inline)]
    public static V Evaluate(V x, out V slope)
    {
        V e = VectorMath<V>.Exp(-V.Abs(x)); // never overflows
        slope = V.IfGreater(x, V.Zero, V.Broadcast(1), e) / (V.Broadcast(1) + e);
        return V.Max(V.Zero, x) + VectorMath<V>.LogOnePlus(e);
    }
}
