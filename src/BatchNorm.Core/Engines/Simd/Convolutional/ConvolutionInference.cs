using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// A convolution in an inference. Two rows of products are made at a time and pooled at once; nothing is kept of them. Statistics of the batch are
/// taken of products that are made a bundle at a time, and then made anew: that takes longer, but no memory.
/// </summary>
internal sealed unsafe class ConvolutionInference<V, F> : IInferenceStage
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly ConvolutionLayer<V, F> _layer;
    private readonly ConvolutionShape _shape;
    private readonly NativeMatrix _outputs;
    private readonly MapScales _scales;
    private readonly MapMoments<V> _moments;
    private readonly float* _products;
    private readonly float* _rows;
    private readonly MapLayout _rowLayout;

    /// <summary>Makes room.</summary>
    public ConvolutionInference(Workspace<V> workspace, ConvolutionLayer<V, F> layer)
    {
        _layer = layer;
        _shape = layer.Shape;
        _outputs = workspace.AllocateRows(_shape.Pooled.Values);
        _scales = new MapScales(workspace.Arena, _shape.Product.Maps);
        _moments = new MapMoments<V>(workspace.Arena, _shape.Product.Maps, workspace.Capacity);
        _products = workspace.Arena.Allocate<float>((long)_shape.Product.Values * V.Count);
        _rowLayout = new MapLayout(_shape.Product.Maps, 2, 2 * _shape.Pooled.Columns, Border: 0); // what pooling drops is not computed
        _rows = workspace.Arena.Allocate<float>((long)_rowLayout.Values * V.Count);
    }

    /// <inheritdoc/>
    public NativeMatrix Infer(NativeMatrix x, StatisticsSource statistics, ActivationTraces? traces) =>
        Infer(_shape.Inputs<V>(x), statistics, traces);

    /// <summary>The layer's y.</summary>
    /// <param name="x">What it reads.</param>
    /// <param name="statistics">What batch normalization normalizes with.</param>
    /// <param name="traces">Shows what the activation functions receive, or null.</param>
    /// <returns>In memory of the stage, until the next call.</returns>
    public NativeMatrix Infer(MapBatch<V> x, StatisticsSource statistics, ActivationTraces? traces)
    {
        int images = x.Values.Rows;
        SetScales(x, statistics);
        if (traces is not null)
            Show(x, traces);

        NativeMatrix y = _outputs.Slice(0, images);
        for (int image = 0; image < images; image += V.Count)
        {
            Bundle input = x.Bundle(image);
            Bundle output = _shape.Outputs(y, image);
            var products = new Bundle(_rows, _rowLayout, image);
            for (int row = 0; row < _shape.Pooled.Rows; row++)
            {
                ConvolutionProduct<V>.Multiply(input, _shape.KernelSize, _layer.Weight, products, firstRow: 2 * row);
                PooledActivation<V, F>.Evaluate(products, _scales, output, row, 1);
            }
        }

        return y;
    }

    private void SetScales(MapBatch<V> x, StatisticsSource statistics)
    {
        _scales.Inner.SetBias(_layer.Bias);
        if (_layer.Normalization is not { } normalization)
            return;

        float* mean = normalization.PopulationMean;
        float* variance = normalization.PopulationVariance;
        if (statistics == StatisticsSource.Batch)
        {
            TakeMoments(x);
            mean = _moments.Mean;
            variance = _moments.Variance;
        }

        MapScale scale = _layer.NormalizesLast ? _scales.Outer : _scales.Inner;
        scale.SetNormalization(normalization, mean, variance);
    }

    private void TakeMoments(MapBatch<V> x)
    {
        for (int image = 0; image < x.Values.Rows; image += V.Count)
        {
            Bundle products = Multiply(x, image);
            if (_layer.NormalizesLast)
                _moments.Take<F>(products, _layer.Bias);
            else
                _moments.Take<Identity<V>>(products, _layer.Bias);
        }

        _moments.Combine(x.Values.Rows, _shape.Product.Positions);
    }

    /// <summary>Shows a (z - m) + b of the maps, image by image, row by row.</summary>
    private void Show(MapBatch<V> x, ActivationTraces traces)
    {
        int[] maps = [.. traces.NextLayer(_shape.Product.Maps)];
        var inputs = new float[_shape.Product.Positions];
        for (int image = 0; image < x.Values.Rows; image++)
        {
            if (image % V.Count == 0)
                Multiply(x, image);
            foreach (int map in maps)
            {
                Read(map, image % V.Count, inputs);
                traces.Show(map, inputs);
            }
        }
    }

    private void Read(int map, int lane, float[] inputs)
    {
        MapLayout product = _shape.Product;
        MapScale scale = _scales.Inner;
        for (int i = 0; i < inputs.Length; i++)
        {
            float z = _products[(product.Index(map, i / product.Columns, i % product.Columns) * V.Count) + lane];
            inputs[i] = (scale.Factor[map] * (z - scale.Mean[map])) + scale.Shift[map];
        }
    }

    /// <summary>All products of the bundle that begins with an image.</summary>
    private Bundle Multiply(MapBatch<V> x, int image)
    {
        var products = new Bundle(_products, _shape.Product, image);
        ConvolutionProduct<V>.Multiply(x.Bundle(image), _shape.KernelSize, _layer.Weight, products);
        return products;
    }
}
