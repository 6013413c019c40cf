using Google.Protobuf;

namespace BatchNorm.Storage;

/// <summary>
/// A message of Protocol Buffers, field by field (protobuf.dev, "Encoding"). Its size is known as it grows, so that messages within messages
/// go to a stream without a copy in memory.
/// </summary>
internal sealed class ProtobufMessage
{
    private readonly List<Action<CodedOutputStream>> _fields = [];

    /// <summary>The bytes it takes, without a length of its own in front.</summary>
    public long Size { get; private set; }

    /// <summary>Adds a whole number.</summary>
    public ProtobufMessage Add(int field, long value) => Add(field, CodedOutputStream.ComputeInt64Size(value), stream =>
    {
        stream.WriteTag(field, WireFormat.WireType.Varint);
        stream.WriteInt64(value);
    });

    /// <summary>Adds a number of single precision.</summary>
    public ProtobufMessage Add(int field, float value) => Add(field, CodedOutputStream.ComputeFloatSize(value), stream =>
    {
        stream.WriteTag(field, WireFormat.WireType.Fixed32);
        stream.WriteFloat(value);
    });

    /// <summary>Adds a number of double precision.</summary>
    public ProtobufMessage Add(int field, double value) => Add(field, CodedOutputStream.ComputeDoubleSize(value), stream =>
    {
        stream.WriteTag(field, WireFormat.WireType.Fixed64);
        stream.WriteDouble(value);
    });

    /// <summary>Adds a text.</summary>
    public ProtobufMessage Add(int field, string text) => Add(field, CodedOutputStream.ComputeStringSize(text), stream =>
    {
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteString(text);
    });

    /// <summary>Adds bytes, which are read when the message is written.</summary>
    public ProtobufMessage Add(int field, ReadOnlyMemory<byte> bytes) => Add(field, Delimited(bytes.Length), stream =>
    {
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteBytes(UnsafeByteOperations.UnsafeWrap(bytes));
    });

    /// <summary>Adds a message, which must be complete.</summary>
    public ProtobufMessage Add(int field, ProtobufMessage message) => Add(field, Delimited(message.Size), stream =>
    {
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteLength((int)message.Size);
        message.WriteTo(stream);
    });

    /// <summary>Adds a field once for each of several values.</summary>
    public ProtobufMessage AddEach<T>(IEnumerable<T> values, Func<ProtobufMessage, T, ProtobufMessage> add)
    {
        foreach (T value in values)
            add(this, value);
        return this;
    }

    /// <summary>Writes the fields, in the order in which they were added.</summary>
    public void WriteTo(CodedOutputStream stream)
    {
        foreach (Action<CodedOutputStream> write in _fields)
            write(stream);
    }

    /// <summary>The message as bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        using var stream = new CodedOutputStream(bytes);
        WriteTo(stream);
        return bytes;
    }

    private ProtobufMessage Add(int field, long size, Action<CodedOutputStream> write)
    {
        Size += CodedOutputStream.ComputeTagSize(field) + size;
        _fields.Add(write);
        return this;
    }

    private static long Delimited(long length) => CodedOutputStream.ComputeUInt64Size((ulong)length) + length;
}
