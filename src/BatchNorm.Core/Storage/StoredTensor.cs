using System.Runtime.InteropServices;
using BatchNorm.Networks;

namespace BatchNorm.Storage;

/// <summary>A tensor as it lies in a file: numbers of one of the types that are written.</summary>
internal sealed class StoredTensor
{
    private readonly Array _values;

    /// <summary>Of float32.</summary>
    public StoredTensor(NamedTensor tensor)
    {
        (Name, Shape, ElementType) = (tensor.Name, tensor.Shape, ElementType.F32);
        _values = tensor.Values;
    }

    /// <summary>Of double precision.</summary>
    public StoredTensor(string name, IReadOnlyList<int> shape, double[] values)
    {
        (Name, Shape, ElementType) = (name, shape, ElementType.F64);
        _values = values;
    }

    /// <summary>Its name, unique in the file.</summary>
    public string Name { get; }

    /// <summary>The length of each dimension; none for a single value.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>What its numbers are.</summary>
    public ElementType ElementType { get; }

    /// <summary>How many numbers.</summary>
    public int Count => _values.Length;

    /// <summary>The numbers as they stand in the file, without a copy.</summary>
    public ReadOnlySpan<byte> Bytes => BitConverter.IsLittleEndian
        ? MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(_values), Buffer.ByteLength(_values))
        : throw new PlatformNotSupportedException("Networks are saved and loaded on little-endian machines only.");
}
