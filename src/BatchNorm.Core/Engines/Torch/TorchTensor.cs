using System.Runtime.InteropServices;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>A tensor that training moves, and its gradient, in libtorch's memory.</summary>
internal sealed class TorchTensor : LearnedTensor, IDisposable
{
    private readonly Tensor _values;
    private readonly Tensor _gradient;

    /// <param name="shape">Its name and shape.</param>
    /// <param name="values">The parameter's memory, unknown to autograd; contiguous.</param>
    public TorchTensor(TensorShape shape, Tensor values)
        : base(shape, 1, (int)values.numel())
    {
        _values = values;
        _gradient = zeros_like(values).DetachFromDisposeScope();
    }

    public override Span<float> Values(int row) => MemoryMarshal.Cast<byte, float>(_values.bytes);

    public override ReadOnlySpan<float> Gradient(int row) => MemoryMarshal.Cast<byte, float>(_gradient.bytes);

    /// <summary>Copies a gradient, however autograd laid it out.</summary>
    public void SetGradient(Tensor gradient) => _gradient.copy_(gradient);

    public void Dispose() => _gradient.Dispose();
}
