using System.Runtime.InteropServices;
using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>Numbers into tensors and back.</summary>
internal static class TorchTensors
{
    /// <summary>A rows x columns tensor that gradients are taken of.</summary>
    public static Tensor Parameter(Matrix matrix) =>
        tensor(matrix.Values.ToArray(), [matrix.Rows, matrix.Columns]).requires_grad_();

    /// <summary>A tensor that gradients are taken of.</summary>
    public static Tensor Parameter(NamedTensor values) =>
        tensor(values.Values, [.. values.Shape.Select(length => (long)length)]).requires_grad_();

    /// <summary>A vector that gradients are taken of.</summary>
    public static Tensor Parameter(IReadOnlyList<float> values) => Vector(values).requires_grad_();

    /// <summary>A vector of constants.</summary>
    public static Tensor Vector(IReadOnlyList<float> values) => tensor(values.ToArray());

    /// <summary>A copy of a contiguous float32 tensor's values.</summary>
    public static float[] Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes).ToArray();
}
