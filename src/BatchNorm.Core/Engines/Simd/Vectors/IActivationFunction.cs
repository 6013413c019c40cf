namespace BatchNorm.Engines.Simd.Vectors;

/// <summary>
/// A non-linearity and its derivative, computed together: they share the exponential, and the backward pass is then one
/// multiplication whatever the function.
/// </summary>
internal interface IActivationFunction<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>f(x), and f'(x) as <paramref name="slope"/>.</summary>
    static abstract V Evaluate(V x, out V slope);
}
