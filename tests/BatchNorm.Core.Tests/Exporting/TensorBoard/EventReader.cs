using System.Text;

namespace BatchNorm.Exporting.TensorBoard;

/// <summary>
/// Reads files of events after the specifications (TFRecord in TensorFlow's record_writer, protobuf.dev's "Encoding", CRC-32C bit by bit), with nothing of what wrote them.
/// </summary>
internal static class EventReader
{
    /// <summary>The events of a file.</summary>
    public static IReadOnlyList<Fields> Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        var events = new List<Fields>();
        int position = 0;
        while (position < bytes.Length)
        {
            ulong length = BitConverter.ToUInt64(bytes, position);
            Assert.Equal(Masked(bytes.AsSpan(position, 8)), BitConverter.ToUInt32(bytes, position + 8));
            Assert.True(length <= (ulong)(bytes.Length - position - 16), "A record goes on behind the end of the file.");
            ReadOnlySpan<byte> record = bytes.AsSpan(position + 12, (int)length);
            Assert.Equal(Masked(record), BitConverter.ToUInt32(bytes, position + 12 + (int)length));
            events.Add(Fields.Of(record));
            position += 16 + (int)length;
        }

        return events;
    }

    /// <summary>The steps and values of a scalar.</summary>
    public static IEnumerable<(long Step, double Seconds, float Value)> Scalars(IEnumerable<Fields> events, string tag) =>
        from one in events
        from summary in one.Messages(5)
        from value in summary.Messages(1)
        where value.Text(1) == tag
        select (one.Whole(2), one.Double(1), value.Single(2));

    /// <summary>What the HParams plugin finds under a tag.</summary>
    public static Fields Plugin(IEnumerable<Fields> events, string tag)
    {
        Fields value = Assert.Single(events.SelectMany(one => one.Messages(5)).SelectMany(summary => summary.Messages(1)), value => value.Text(1) == tag);
        Fields data = Assert.Single(value.Messages(9)).Messages(1).Single();
        Assert.Equal("hparams", data.Text(1));
        return Assert.Single(data.Messages(2));
    }

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xffffffff;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82f63b78 : crc >> 1;
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xa282ead8;
    }

    /// <summary>The fields of a message by their numbers, each as it stands on the wire.</summary>
    internal sealed class Fields
    {
        private readonly List<(int Field, byte[] Bytes)> _fields = [];

        public static Fields Of(ReadOnlySpan<byte> message)
        {
            var read = new Fields();
            while (message.Length > 0)
            {
                ulong tag = Varint(ref message);
                int length = (int)(tag & 7) switch
                {
                    0 => -1,
                    1 => 8,
                    2 => (int)Varint(ref message),
                    5 => 4,
                    _ => throw new InvalidDataException($"There is no wire type {tag & 7}."),
                };
                byte[] bytes = length < 0 ? BitConverter.GetBytes(Varint(ref message)) : message[..length].ToArray();
                message = length < 0 ? message : message[length..];
                read._fields.Add(((int)(tag >> 3), bytes));
            }

            return read;
        }

        public IEnumerable<Fields> Messages(int field) => All(field).Select(bytes => Of(bytes));

        public string Text(int field) => All(field).Select(Encoding.UTF8.GetString).SingleOrDefault("");

        public long Whole(int field) => All(field).Select(bytes => BitConverter.ToInt64(bytes)).SingleOrDefault();

        public double Double(int field) => All(field).Select(bytes => BitConverter.ToDouble(bytes)).SingleOrDefault();

        public float Single(int field) => All(field).Select(bytes => BitConverter.ToSingle(bytes)).Single();

        public bool Has(int field) => All(field).Any();

        private IEnumerable<byte[]> All(int field) => _fields.Where(one => one.Field == field).Select(one => one.Bytes);

        private static ulong Varint(ref ReadOnlySpan<byte> bytes)
        {
            ulong value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte next = bytes[0];
                bytes = bytes[1..];
                value |= (ulong)(next & 0x7f) << shift;
                if (next < 0x80)
                    return value;
            }
        }
    }
}
