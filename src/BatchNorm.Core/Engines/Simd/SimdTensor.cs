using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Networks;
using BatchNorm.Optimizers;

namespace BatchNorm.Engines.Simd;

/// <summary>A matrix that training moves, and its gradient, in the engine's memory.</summary>
internal sealed unsafe class SimdTensor(TensorShape shape, NativeMatrix values, NativeMatrix gradient)
    : LearnedTensor(shape, values.Rows, values.Columns)
{
    public override Span<float> Values(int row) => new(values.Row(row), Columns);

    public override ReadOnlySpan<float> Gradient(int row) => new(gradient.Row(row), Columns);

    /// <summary>Sets the gradient to 0.</summary>
    public void ClearGradient() => gradient.Clear();
}
