using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace BatchNorm.Core.Tests.Storage.PyTorch;

/// <summary>A safetensors file as PyTorch writes a state_dict, put together by hand: names, element types, shapes, bytes.</summary>
internal sealed class StateDict
{
    private readonly List<(string Name, string Type, int[] Shape, byte[] Bytes)> _tensors = [];

    /// <summary>Adds float32 numbers.</summary>
    public StateDict Add(string name, int[] shape, params float[] values) => Add(name, "F32", shape, MemoryMarshal.AsBytes<float>(values).ToArray());

    /// <summary>Adds bytes of any type.</summary>
    public StateDict Add(string name, string type, int[] shape, byte[] bytes)
    {
        _tensors.Add((name, type, shape, bytes));
        return this;
    }

    /// <summary>The file; the tensors lie sorted by name, as the format's own writer puts them.</summary>
    public byte[] ToBytes()
    {
        var header = new StringBuilder("""{"__metadata__":{"format":"pt"}""");
        var buffer = new List<byte>();
        foreach ((string name, string type, int[] shape, byte[] bytes) in _tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            int begin = buffer.Count;
            buffer.AddRange(bytes);
            header.Append(FormattableString.Invariant(
                $",\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{begin},{buffer.Count}]}}"));
        }

        byte[] json = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        var prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)json.Length);
        return [.. prefix, .. json, .. buffer];
    }
}
