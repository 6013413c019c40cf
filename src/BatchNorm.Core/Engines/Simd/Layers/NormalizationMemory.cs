using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Layers;

/// <summary>The numbers of one batch normalization, one of each a unit, rounded up to whole vectors.</summary>
internal sealed unsafe class NormalizationMemory
{
    /// <summary>Makes room; everything is 0.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="width">Units, rounded up to whole vectors.</param>
    /// <param name="settings">The constants.</param>
    public NormalizationMemory(NativeArena arena, int width, BatchNormSettings settings)
    {
        Epsilon = (float)settings.Epsilon;
        Decay = (float)settings.PopulationDecay;
        Renewal = (float)(1 - settings.PopulationDecay);
        Gamma = arena.Allocate<float>(width);
        Beta = arena.Allocate<float>(width);
        PopulationMean = arena.Allocate<float>(width);
        PopulationVariance = arena.Allocate<float>(width);
        InverseDeviation = arena.Allocate<float>(width);
    }

    /// <summary>Added to the variance before the square root.</summary>
    public float Epsilon { get; }

    /// <summary>The share of the old population estimate that is kept at each batch.</summary>
    public float Decay { get; }

    /// <summary>1 - decay, rounded once.</summary>
    public float Renewal { get; }

    /// <summary>The learned scale.</summary>
    public float* Gamma { get; }

    /// <summary>The learned shift.</summary>
    public float* Beta { get; }

    /// <summary>The running estimate of the mean.</summary>
    public float* PopulationMean { get; }

    /// <summary>The running estimate of the biased variance.</summary>
    public float* PopulationVariance { get; }

    /// <summary>1 / sqrt(variance + epsilon) of the batch under way, for the way back.</summary>
    public float* InverseDeviation { get; }
}
