using System.IO.Compression;
using System.Text;
using BatchNorm.Files.Gzip;
using CsCheck;

namespace BatchNorm.Files;

/// <summary>What gzip -d reads is read, and what is cut off is noticed.</summary>
public sealed class UnpackedGzipTests
{
    /// <summary>The empty member that bgzip ends its files with, as the SAM specification has it (4.1.2).</summary>
    private static readonly byte[] BgzipEnd =
        [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 6, 0, (byte)'B', (byte)'C', 2, 0, 0x1b, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>An empty member that is stored, not packed.</summary>
    private static readonly byte[] StoredNothing =
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0];

    [Fact]
    public void Members_are_read_one_after_the_other() =>
        AssertUnpacks("one, two, two", [.. Pack("one, "), .. Pack("two"), .. Pack(", two")]);

    [Fact]
    public void The_same_member_again_is_read_again() => AssertUnpacks("twotwotwo", [.. Pack("two"), .. Pack("two"), .. Pack("two")]);

    [Fact]
    public void Empty_members_may_stand_anywhere() => AssertUnpacks(
        "one, two",
        [.. Pack(""), .. BgzipEnd, .. StoredNothing, .. Pack("one, "), .. StoredNothing, .. BgzipEnd, .. Pack("two"), .. Pack(""), .. BgzipEnd]);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20_000)]
    public void Zeros_after_the_last_member_are_padding(int zeros) =>
        AssertUnpacks("one, two", [.. Pack("one, "), .. Pack("two"), .. BgzipEnd, .. new byte[zeros]]);

    [Fact]
    public void Garbage_after_the_last_member_is_left_alone_as_gzip_does() =>
        AssertUnpacks("one", [.. Pack("one"), .. "garbage"u8, 0x1f, 0x8b]);

    [Fact]
    public void The_fields_of_a_header_are_skipped()
    {
        byte[] packed = Pack("one");
        byte[] header = [0x1f, 0x8b, 8, 0x1e, 1, 2, 3, 4, 0, 3, 0x2c, 1, .. new byte[300], .. "name\0comment\0"u8];
        var crc = default(Crc32);
        crc.Add(header);

        AssertUnpacks("one", [.. header, (byte)crc.Value, (byte)(crc.Value >> 8), .. packed[10..]]);
        AssertDamaged([.. header, (byte)crc.Value, (byte)~(crc.Value >> 8), .. packed[10..]]);
    }

    [Theory]
    [InlineData(2, 7)] // another method
    [InlineData(3, 0x20)] // a flag that is reserved
    public void A_header_that_is_none_is_refused(int position, byte value)
    {
        byte[] second = Pack("two");
        second[position] = value;

        AssertDamaged(second);
        AssertDamaged([.. Pack("one"), .. second]);
    }

    [Fact]
    public void Wherever_a_file_is_cut_off_within_a_member_it_is_noticed()
    {
        byte[] first = Pack("one, "), second = Pack(new string('x', 5000)), whole = [.. first, .. second, .. BgzipEnd];
        int[] ends = [first.Length, first.Length + second.Length, whole.Length];

        for (int length = 0; length <= whole.Length; length++)
        {
            if (ends.Contains(length))
                Unpack(whole[..length]);
            else
                AssertDamaged(whole[..length]);
        }
    }

    [Fact]
    public void Any_bit_of_the_trailer_counts()
    {
        byte[] packed = Pack("one");
        for (int bit = 0; bit < 64; bit++)
        {
            byte[] changed = [.. packed];
            changed[^(1 + (bit / 8))] ^= (byte)(1 << (bit % 8));
            AssertDamaged([.. changed, .. Pack("two")]);
        }
    }

    [Fact]
    public void Any_data_in_any_members_come_back() =>
        Gen.Select(Gen.Byte.Array[0, 3000], Gen.Enum<CompressionLevel>()).Array[1, 5].Sample(
            members =>
            {
                byte[] file = [.. members.SelectMany(member => Pack(member.Item1, member.Item2))];
                Assert.Equal(members.SelectMany(member => member.Item1), Unpack(file));
            },
            iter: 500);

    [Fact]
    public void The_check_sum_is_that_of_the_standard()
    {
        var crc = default(Crc32);
        Assert.Equal(0u, crc.Value);

        crc.Add("1234"u8);
        crc.Add("56789"u8);

        Assert.Equal(0xCBF43926, crc.Value); // the check value of CRC-32 in every catalogue
    }

    private static byte[] Pack(string text) => Pack(Encoding.ASCII.GetBytes(text), CompressionLevel.SmallestSize);

    private static byte[] Pack(byte[] bytes, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
        {
            gzip.Write(bytes);
            if (bytes.Length == 0)
                gzip.Flush(); // GZipStream writes no member for nothing
        }

        return packed.Length > 0 ? packed.ToArray() : BgzipEnd;
    }

    private static byte[] Unpack(byte[] file)
    {
        using var source = new MemoryStream(file);
        using var unpacked = new UnpackedGzip(source);
        using var bytes = new MemoryStream();
        unpacked.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void AssertUnpacks(string expected, byte[] file) => Assert.Equal(expected, Encoding.ASCII.GetString(Unpack(file)));

    private static void AssertDamaged(byte[] file) => Assert.Throws<InvalidDataException>(() => Unpack(file));
}
