using System.Buffers.Binary;
using System.Text;

namespace BatchNorm.Core.Tests.Storage;

/// <summary>Files of the format put together by hand, good ones and bad ones.</summary>
public static class SafetensorsBytes
{
    public static byte[] Of(string header, byte[] buffer) => Of(Encoding.UTF8.GetBytes(header), buffer);

    public static byte[] Of(byte[] header, byte[] buffer) => Of((ulong)header.Length, header, buffer);

    public static byte[] Of(ulong headerLength, byte[] header, byte[] buffer)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, headerLength);
        return [.. prefix, .. header, .. buffer];
    }

    /// <summary>The file with a part of its header, which must be there once, put differently.</summary>
    public static byte[] WithHeader(byte[] file, string old, string @new)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        string header = Encoding.UTF8.GetString(file, 8, length);
        Assert.Equal(2, header.Split(old).Length);
        return Of(header.Replace(old, @new, StringComparison.Ordinal), file[(8 + length)..]);
    }
}
