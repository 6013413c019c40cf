using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Sums;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>The last layer and the loss in the steps of a training.</summary>
internal sealed unsafe class OutputTraining<V>(Workspace<V> workspace, OutputLayer<V> layer)
    where V : struct, IFloatVector<V>
{
    private readonly NativeMatrix _products = workspace.AllocateRows(layer.Weight.Columns);
    private readonly NativeMatrix _inputGradients = workspace.AllocateRows(layer.Weight.Rows);

    /// <summary>Forth to the mean softmax cross-entropy, and back from there: dW = x^T dlogits, db = sum dlogits, dx = dlogits W^T.</summary>
    /// <param name="x">What the stage below made of the batch.</param>
    /// <param name="labels">One an image.</param>
    /// <param name="descent">What moves, and how far.</param>
    /// <returns>dL/dx, in memory of the stage, until the next call.</returns>
    public NativeMatrix Step(NativeMatrix x, ReadOnlySpan<byte> labels, Descent descent)
    {
        NativeMatrix gradient = _products.Slice(0, x.Rows);
        DenseProduct<V>.Multiply(x, layer.Weight, gradient, workspace.Panel);
        SoftmaxCrossEntropy<V>.Gradient(gradient, layer.Bias, labels);

        LayerNumbers moved = layer.Moved(descent);
        ColumnSums<V>.Descend(gradient, moved.Bias, descent.Rate);
        NativeMatrix inputGradient = _inputGradients.Slice(0, x.Rows);
        DenseProduct<V>.MultiplyTransposed(gradient, layer.Weight, inputGradient, workspace.Panel);
        DenseProduct<V>.AddTransposedProduct(-descent.Rate, x, gradient, moved.Weight, workspace.Panel);
        return inputGradient;
    }
}
