using System.Runtime.InteropServices;

namespace BatchNorm.Storage.Onnx;

/// <summary>A constant of a graph.</summary>
/// <param name="Name">Unique in the graph.</param>
/// <param name="Shape">The length of each dimension; none for a single value.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Bytes">All elements, little-endian, the last dimension running fastest.</param>
internal sealed record OnnxTensor(string Name, IReadOnlyList<int> Shape, OnnxElementType Type, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Numbers of single precision.</summary>
    public static OnnxTensor Of(string name, IReadOnlyList<int> shape, ReadOnlySpan<float> values) =>
        new(name, shape, OnnxElementType.Float, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Whole numbers in a row.</summary>
    public static OnnxTensor Of(string name, ReadOnlySpan<long> values) =>
        new(name, [values.Length], OnnxElementType.Int64, MemoryMarshal.AsBytes(values).ToArray());
}
