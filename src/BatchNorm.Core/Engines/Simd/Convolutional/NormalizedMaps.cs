using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// y = pool(f(BN(z))) or pool(BN(f(z + b))), for which BN(pool(f(z + b))) with the same statistics stands in. What passes over the batch again begins
/// with its last bundle, of which the cache still has something.
/// </summary>
internal sealed unsafe class NormalizedMaps<V, F, TPlacement> : IAfterProduct
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
    where TPlacement : struct, INormalizationPlacement<V>
{
    private readonly ProductLayer _layer;
    private readonly ConvolutionShape _shape;
    private readonly MapScales _scales;
    private readonly MapNormalization<V> _normalization;

    /// <summary>Makes room.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="layer">Has the bias, if there is one.</param>
    /// <param name="numbers">What batch normalization learns and estimates.</param>
    /// <param name="shape">How large the layer is.</param>
    public NormalizedMaps(Workspace<V> workspace, ProductLayer layer, NormalizationMemory numbers, ConvolutionShape shape)
    {
        _layer = layer;
        _shape = shape;
        _scales = new MapScales(workspace.Arena, shape.Product.Maps);
        _normalization = new MapNormalization<V>(workspace, numbers, shape.Product, _scales, TPlacement.Normalized(_scales));
    }

    /// <inheritdoc/>
    public void Forward(NativeMatrix z, NativeMatrix y, Action<Bundle> multiply)
    {
        for (int image = 0; image < z.Rows; image += V.Count)
        {
            Bundle products = _shape.Products(z, image);
            multiply(products);
            TPlacement.TakeMoments(_normalization.Moments, products, _layer.Bias);
        }

        _scales.Inner.SetBias(_layer.Bias);
        _normalization.Normalize(z.Rows);
        for (int image = LastBundle(z); image >= 0; image -= V.Count)
            PooledActivation<V, F>.Evaluate(_shape.Products(z, image), _scales, _shape.Outputs(y, image), 0, _shape.Pooled.Rows);
    }

    /// <inheritdoc/>
    public void Backward(NativeMatrix z, NativeMatrix gradient, Action<Bundle> use, LayerNumbers moved, float learningRate)
    {
        // Map by map, as what a map's sums are taken of is still in the cache when dz is made of it.
        for (int map = 0; map < _shape.Product.Maps; map++)
        {
            for (int image = LastBundle(z); image >= 0; image -= V.Count)
                TPlacement.Sum(_shape.Products(z, image), _shape.Outputs(gradient, image), _normalization, map);
            _normalization.Total(map);
            for (int image = 0; image < z.Rows; image += V.Count)
                TPlacement.Propagate(_shape.Products(z, image), _shape.Outputs(gradient, image), _normalization, map);
        }

        for (int image = 0; image < z.Rows; image += V.Count)
            use(_shape.Products(z, image));
        _normalization.Descend(moved, learningRate);
    }

    /// <summary>The first image of the last bundle.</summary>
    private static int LastBundle(NativeMatrix batch) => (batch.Rows - 1) / V.Count * V.Count;
}
