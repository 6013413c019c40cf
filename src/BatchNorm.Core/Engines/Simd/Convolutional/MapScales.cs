using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// What happens to the product z of a convolution, map by map: y = A (pool(f(a (z - m) + b)) - M) + B. The bias is in b; batch normalization is in
/// a, m and b before the activation, in A, M and B after it.
/// </summary>
internal sealed class MapScales(NativeArena arena, int maps)
{
    /// <summary>a, m and b.</summary>
    public MapScale Inner { get; } = new(arena, maps);

    /// <summary>A, M and B.</summary>
    public MapScale Outer { get; } = new(arena, maps);
}
