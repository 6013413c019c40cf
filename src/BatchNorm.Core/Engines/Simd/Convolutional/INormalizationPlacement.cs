using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>Where batch normalization stands in a convolution: what it takes its statistics of, and how the gradient comes back through it.</summary>
internal unsafe interface INormalizationPlacement<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>What is done to the values that are normalized.</summary>
    static abstract MapScale Normalized(MapScales scales);

    /// <summary>The moments, in each image of a bundle, of what is normalized.</summary>
    /// <param name="moments">Receives them.</param>
    /// <param name="z">The products.</param>
    /// <param name="bias">One a map; 0 where there is none.</param>
    static abstract void TakeMoments(MapMoments<V> moments, Bundle z, float* bias);

    /// <summary>The sums that dgamma and dbeta of one map are made of, in a bundle.</summary>
    /// <param name="z">The products.</param>
    /// <param name="gradient">dL/dy.</param>
    /// <param name="normalization">What the way forth used; receives the sums.</param>
    /// <param name="map">Which map.</param>
    static abstract void Sum(Bundle z, Bundle gradient, MapNormalization<V> normalization, int map);

    /// <summary>dz of one map of a bundle, when the sums of all bundles are known.</summary>
    /// <param name="z">The products; become dL/dz, 0 in lanes without an image.</param>
    /// <param name="gradient">dL/dy.</param>
    /// <param name="normalization">What the way forth used, and the sums; receives those of dz where there is a bias.</param>
    /// <param name="map">Which map.</param>
    static abstract void Propagate(Bundle z, Bundle gradient, MapNormalization<V> normalization, int map);
}
