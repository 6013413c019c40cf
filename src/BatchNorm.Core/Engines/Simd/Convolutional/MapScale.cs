using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// a (u - m) + b, map by map: a bias or batch normalization. The mean is taken off first: folded into b, it would cost the digits that it is larger
/// than the deviation by.
/// </summary>
internal sealed unsafe class MapScale
{
    private readonly int _maps;

    /// <summary>Makes room: what it gives is u.</summary>
    public MapScale(NativeArena arena, int maps)
    {
        _maps = maps;
        Factor = arena.Allocate<float>(maps);
        Mean = arena.Allocate<float>(maps);
        Shift = arena.Allocate<float>(maps);
        new Span<float>(Factor, maps).Fill(1);
    }

    /// <summary>a.</summary>
    public float* Factor { get; }

    /// <summary>m.</summary>
    public float* Mean { get; }

    /// <summary>b.</summary>
    public float* Shift { get; }

    /// <summary>Makes it u + bias.</summary>
    public void SetBias(float* bias) => new ReadOnlySpan<float>(bias, _maps).CopyTo(new Span<float>(Shift, _maps));

    /// <summary>Makes it gamma (u - mean) / sqrt(variance + epsilon) + beta.</summary>
    /// <param name="normalization">Has gamma, beta and epsilon.</param>
    /// <param name="mean">One a map.</param>
    /// <param name="variance">One a map.</param>
    public void SetNormalization(NormalizationMemory normalization, float* mean, float* variance)
    {
        for (int map = 0; map < _maps; map++)
        {
            Factor[map] = normalization.Gamma[map] * Inverse(variance[map], normalization.Epsilon);
            Mean[map] = mean[map];
            Shift[map] = normalization.Beta[map];
        }
    }

    /// <summary>1 / sqrt(variance + epsilon).</summary>
    public static float Inverse(float variance, float epsilon) => 1 / MathF.Sqrt(variance + epsilon);
}
