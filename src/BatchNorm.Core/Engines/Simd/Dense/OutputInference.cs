using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>The last layer in an inference.</summary>
internal sealed unsafe class OutputInference<V>(Workspace<V> workspace, OutputLayer<V> layer)
    where V : struct, IFloatVector<V>
{
    private readonly NativeMatrix _products = workspace.AllocateRows(layer.Weight.Columns);

    /// <summary>Writes the logits of a batch, image by image.</summary>
    public void Infer(NativeMatrix x, Span<float> logits)
    {
        NativeMatrix product = _products.Slice(0, x.Rows);
        DenseProduct<V>.Multiply(x, layer.Weight, product, workspace.Panel);
        for (int row = 0; row < product.Rows; row++)
        {
            float* source = product.Row(row);
            Span<float> target = logits.Slice(row * product.Columns, product.Columns);
            for (int i = 0; i < target.Length; i++)
                target[i] = source[i] + layer.Bias[i];
        }
    }
}
