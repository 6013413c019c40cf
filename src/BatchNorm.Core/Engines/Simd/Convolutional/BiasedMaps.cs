using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>y = pool(f(z + b)).</summary>
internal sealed unsafe class BiasedMaps<V, F>(Workspace<V> workspace, ProductLayer layer, ConvolutionShape shape) : IAfterProduct
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly MapScales _scales = new(workspace.Arena, shape.Product.Maps);
    private readonly ImageSums<V> _sums = new(workspace.Arena, shape.Product.Maps, workspace.Capacity);

    /// <inheritdoc/>
    public void Forward(NativeMatrix z, NativeMatrix y, Action<Bundle> multiply)
    {
        _scales.Inner.SetBias(layer.Bias);
        for (int image = 0; image < z.Rows; image += V.Count)
        {
            Bundle products = shape.Products(z, image);
            multiply(products);
            PooledActivation<V, F>.Evaluate(products, _scales, shape.Outputs(y, image), 0, shape.Pooled.Rows);
        }
    }

    /// <inheritdoc/>
    public void Backward(NativeMatrix z, NativeMatrix gradient, Action<Bundle> use, LayerNumbers moved, float learningRate)
    {
        for (int image = 0; image < z.Rows; image += V.Count)
        {
            Bundle products = shape.Products(z, image);
            BiasedGradient<V, F>.Propagate(products, shape.Outputs(gradient, image), layer.Bias, _sums, z.Rows);
            use(products);
        }

        for (int map = 0; map < shape.Product.Maps; map++)
            moved.Bias[map] -= learningRate * _sums.Total(map, z.Rows);
    }
}
