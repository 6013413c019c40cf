namespace BatchNorm.Exporting.TensorBoard;

public sealed class RecordStreamTests
{
    /// <summary>RFC 3720, B.4, and the check value that catalogues of checksums give for CRC-32C.</summary>
    public static TheoryData<byte[], uint> Known { get; } = new()
    {
        { new byte[32], 0x8a9136aa },
        { [.. Enumerable.Repeat((byte)0xff, 32)], 0x62a8ab43 },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)i)], 0x46dd794e },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))], 0x113fdb5c },
        { [.. "123456789"u8], 0xe3069283 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void The_checksum_is_that_of_the_published_vectors(byte[] bytes, uint expected) => Assert.Equal(expected, RecordStream.Checksum(bytes));

    [Fact]
    public void The_mask_turns_the_checksum_by_15_bits_and_adds_a_constant() =>
        Assert.Equal(unchecked(((0xe3069283u >> 15) | (0xe3069283u << 17)) + 0xa282ead8u), RecordStream.MaskedChecksum("123456789"u8));

    /// <summary>A file of one record, "foo", as TensorFlow's own writer makes it.</summary>
    [Fact]
    public void A_record_has_its_length_and_two_checksums_around_it()
    {
        using var stream = new MemoryStream();

        RecordStream.Write(stream, "foo"u8);

        byte[] bytes = stream.ToArray();
        Assert.Equal(8 + 4 + 3 + 4, bytes.Length);
        Assert.Equal("0300000000000000", Convert.ToHexStringLower(bytes[..8]));
        Assert.Equal("foo"u8.ToArray(), bytes[12..15]);
        Assert.Equal(RecordStream.MaskedChecksum(bytes.AsSpan(0, 8)), BitConverter.ToUInt32(bytes, 8));
        Assert.Equal(RecordStream.MaskedChecksum("foo"u8), BitConverter.ToUInt32(bytes, 15));
    }
}
