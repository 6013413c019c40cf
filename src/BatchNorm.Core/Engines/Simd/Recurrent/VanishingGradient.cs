using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// A gradient that shrinks from step to step ends among the subnormal numbers, with which some processors are a hundred times slower.
/// </summary>
internal static class VanishingGradient<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>What is smaller is lost in any sum with the gradients of the steps behind it.</summary>
    private const float Smallest = 1e-25f;

    /// <summary>0 where x is as good as that, else x, NaN included.</summary>
    [MethodImpl(Compile.Inline)]
    public static V Flush(V x) => V.IfGreater(V.Broadcast(Smallest), V.Abs(x), V.Zero, x);
}
