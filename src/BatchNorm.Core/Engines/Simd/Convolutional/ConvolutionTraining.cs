using System.Runtime.InteropServices;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// A convolution in the steps of a training: z = x * W, W -= rate times the sum of x dz. The way back takes the batch a bundle at a time, so that
/// dz is still in the cache when it is multiplied.
/// </summary>
internal sealed unsafe class ConvolutionTraining<V>
    where V : struct, IFloatVector<V>
{
    private readonly ProductLayer _layer;
    private readonly ConvolutionShape _shape;
    private readonly IAfterProduct _after;
    private readonly InputGradient<V>? _inputGradient;
    private readonly NativeMatrix _products;
    private readonly NativeMatrix _outputs;
    private readonly float* _weightSums;
    private readonly long _weightSumCount;
    private readonly Action<Bundle> _multiply;
    private readonly Action<Bundle> _use;
    private MapBatch<V> _inputs;

    /// <summary>Makes room.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="layer">Has the numbers.</param>
    /// <param name="shape">How large it is.</param>
    /// <param name="after">What follows the product.</param>
    /// <param name="inputGradient">Receives the gradient to what is read, or null where nobody asks for it.</param>
    public ConvolutionTraining(
        Workspace<V> workspace, ProductLayer layer, ConvolutionShape shape, IAfterProduct after, InputGradient<V>? inputGradient)
    {
        _layer = layer;
        _shape = shape;
        _after = after;
        _inputGradient = inputGradient;
        _products = workspace.AllocateRows(shape.Product.Values);
        _outputs = workspace.AllocateRows(shape.Pooled.Values);
        _weightSumCount = (long)layer.Weight.Rows * layer.Weight.Columns * LaneSums.Lanes;
        _weightSums = workspace.Arena.Allocate<float>(_weightSumCount);
        _multiply = Multiply; // made once: a step allocates nothing
        _use = Use;
    }

    /// <summary>The way forth.</summary>
    /// <param name="x">The batch; stays until <see cref="Backward"/>.</param>
    /// <returns>y, until the next call.</returns>
    public NativeMatrix Forward(MapBatch<V> x)
    {
        _inputs = x;
        NativeMatrix y = _outputs.Slice(0, x.Values.Rows);
        _after.Forward(_products.Slice(0, x.Values.Rows), y, _multiply);
        return y;
    }

    /// <summary>The way back of the same batch.</summary>
    /// <param name="gradient">dL/dy.</param>
    /// <param name="descent">What moves, and how far.</param>
    public void Backward(NativeMatrix gradient, Descent descent)
    {
        LayerNumbers moved = _layer.Moved(descent);
        NativeMemory.Clear(_weightSums, (nuint)_weightSumCount * sizeof(float));
        _inputGradient?.Begin();
        _after.Backward(_products.Slice(0, gradient.Rows), gradient, _use, moved, descent.Rate);
        KernelGradient<V>.Descend(_weightSums, moved.Weight, descent.Rate);
    }

    private void Multiply(Bundle z) =>
        ConvolutionProduct<V>.Multiply(_inputs.Bundle(z.FirstImage), _shape.KernelSize, _layer.Weight, z);

    private void Use(Bundle dz)
    {
        KernelGradient<V>.Add(_inputs.Bundle(dz.FirstImage), _shape.KernelSize, dz, _weightSums);
        _inputGradient?.Multiply(dz);
    }
}
