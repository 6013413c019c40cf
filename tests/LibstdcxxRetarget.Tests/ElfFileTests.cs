using System.Buffers.Binary;

namespace LibstdcxxRetarget;

public sealed class ElfFileTests
{
    private static readonly byte[] Library = File.ReadAllBytes(TorchSharpPackage.Library);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(63)]
    [InlineData(4096)]
    [InlineData(2_397_024)] // the section headers begin here
    [InlineData(2_399_007)] // the last byte is missing
    public void A_truncated_file_is_refused(int length)
    {
        Assert.Throws<InvalidDataException>(() => new ElfFile(Library[..length]));
    }

    [Theory]
    [InlineData("#!/bin/sh\n")]
    [InlineData("MZ\u0090\0\u0003\0\0\0")]
    [InlineData("\u007fELF\u0001\u0001")] // 32 bits
    [InlineData("\u007fELF\u0002\u0002")] // big-endian
    public void What_is_no_64_bit_little_endian_ELF_file_is_refused(string start)
    {
        var error = Assert.Throws<InvalidDataException>(() => new ElfFile([.. start.Select(c => (byte)c)]));
        Assert.Contains("ELF", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x18)] // sh_offset
    [InlineData(0x20)] // sh_size
    [InlineData(0x28)] // sh_link, with sh_info
    public void A_section_header_that_points_outside_the_file_is_refused(int field)
    {
        const int DynamicSymbolsHeader = 2_397_024 + 3 * 64; // readelf -S
        byte[] corrupt = [.. Library];
        BinaryPrimitives.WriteUInt64LittleEndian(corrupt.AsSpan(DynamicSymbolsHeader + field), ulong.MaxValue - 24);

        Assert.Throws<InvalidDataException>(() => new ElfFile(corrupt));
    }

    [Fact]
    public void Random_damage_to_the_tables_ends_in_a_reading_or_in_a_refusal()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 50; trial++)
        {
            byte[] damaged = [.. Library];
            int tables = trial % 2 == 0 ? 2_397_024 : 0x3f8f0; // section headers, .gnu.version_r
            for (int i = 0; i < 8; i++)
                damaged[tables + random.Next(500)] = (byte)random.Next(256);

            Exception? error = Record.Exception(() => new ElfFile(damaged));

            Assert.True(error is null or InvalidDataException, $"trial {trial}: {error}");
        }
    }
}
