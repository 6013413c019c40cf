using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BatchNorm.Files;
using CsCheck;

namespace BatchNorm.Data;

public sealed class IdxFileTests : IDisposable
{
    /// <summary>More than any refusal needs: buffers and a message, never what a header claims.</summary>
    private const long SmallAllocation = 1 << 20;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("images", false)]
    [InlineData("images.gz", true)]
    [InlineData("images.GZ", true)]
    [InlineData("gzip-by-its-content", true)]
    public void Images_are_read_plain_or_packed(string name, bool packed)
    {
        byte[] bytes = IdxBytes.Images(3);
        string path = _folder.Write(name, packed ? IdxBytes.Gzip(bytes) : bytes);

        IdxArray images = IdxFile.Read(path, IdxContent.Images, Cancellation);

        Assert.Equal([3, 2, 3], images.Dimensions);
        Assert.Equal(3, images.Count);
        Assert.Equal(bytes[16..], images.Values);
        Assert.Equal(path, images.Path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_are_read_plain_or_packed(bool packed)
    {
        byte[] bytes = IdxBytes.Labels(12);

        IdxArray labels = Read(packed ? IdxBytes.Gzip(bytes) : bytes, IdxContent.Labels);

        Assert.Equal([12], labels.Dimensions);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1], labels.Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_digest_is_that_of_the_unpacked_file(bool packed)
    {
        byte[] bytes = IdxBytes.Images(1000, 28, 28); // several chunks

        IdxArray images = Read(packed ? IdxBytes.Gzip(bytes) : bytes, IdxContent.Images);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), images.Sha256);
        Assert.Equal(bytes[16..], images.Values);
    }

    [Fact]
    public void A_file_named_gz_must_be_gzip()
    {
        string path = _folder.Write("images.gz", IdxBytes.Images(3));

        AssertRefused(() => IdxFile.Read(path, IdxContent.Images, Cancellation), path, "named .gz", "1f 8b");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_wrong_magic_number_is_refused(bool packed)
    {
        byte[] labels = IdxBytes.Labels(12);

        AssertRefused(packed ? IdxBytes.Gzip(labels) : labels, IdxContent.Images, "images", "0x00000803", "0x00000801");
    }

    [Fact]
    public void A_page_of_html_is_refused_for_its_magic_number()
    {
        AssertRefused("<html>404</html>"u8.ToArray(), IdxContent.Labels, "labels", "0x00000801", "0x3c68746d");
    }

    [Theory]
    [InlineData(IdxContent.Images, false)]
    [InlineData(IdxContent.Images, true)]
    [InlineData(IdxContent.Labels, false)]
    [InlineData(IdxContent.Labels, true)]
    public void A_file_cut_off_anywhere_is_refused(IdxContent content, bool packed)
    {
        byte[] bytes = content == IdxContent.Images ? IdxBytes.Images(5) : IdxBytes.Labels(12);
        if (packed)
            bytes = IdxBytes.Gzip(bytes);

        Assert.All(Enumerable.Range(0, bytes.Length), length =>
            Assert.Throws<DatasetException>(() => Read(bytes[..length], content)));
    }

    [Fact]
    public void A_file_with_a_byte_too_many_is_refused()
    {
        byte[] bytes = [.. IdxBytes.Labels(12), 3];

        AssertRefused(bytes, IdxContent.Labels, "expected 20", "found 21");
        AssertRefused(IdxBytes.Gzip(bytes), IdxContent.Labels, "too long", "expected 12");
    }

    [Fact]
    public void A_gzip_file_that_unpacks_to_more_than_its_header_tells_is_refused()
    {
        byte[] labels = IdxBytes.Gzip(IdxBytes.Labels(12));

        AssertRefused([.. labels, .. labels], IdxContent.Labels, "too long", "12");
    }

    [Fact]
    public void A_gzip_file_that_unpacks_to_less_than_its_header_tells_is_refused()
    {
        byte[] declaresMore = [.. IdxBytes.Header(0x801, 12), 1, 2, 3];

        AssertRefused(IdxBytes.Gzip(declaresMore), IdxContent.Labels, "cut off", "expected 12 bytes of values, found 3");
        AssertRefused(IdxBytes.GzipWithLength(declaresMore, 20), IdxContent.Labels, "damaged gzip", "length");
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000_000)]
    public void A_gzip_file_costs_memory_for_what_it_unpacks_to_and_not_for_what_it_declares(int values)
    {
        const int Declared = 1_000_000_000;
        byte[] unpacked = [.. IdxBytes.Header(0x801, Declared), .. new byte[values]];
        byte[] packed = [.. IdxBytes.Gzip(unpacked), .. new byte[1_000_000]]; // as long as that many would have to be

        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(packed, IdxContent.Labels, "cut off", $"found {values}");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (8 * packed.Length) + (4 * values) + SmallAllocation);
    }

    [Fact]
    public void A_gzip_file_with_a_wrong_checksum_is_refused()
    {
        byte[] packed = IdxBytes.Gzip(IdxBytes.Labels(12));
        packed[^8] ^= 1;

        AssertRefused(packed, IdxContent.Labels, "damaged gzip", "check sum");
    }

    [Theory]
    [InlineData(1_000_000, 28, 28)]
    [InlineData(int.MaxValue, 1, 1)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    public void A_plain_header_that_promises_more_than_the_file_holds_costs_no_memory(uint count, uint height, uint width)
    {
        byte[] bytes = [.. IdxBytes.Header(0x803, count, height, width), 1, 2, 3];

        AssertSmall(() => AssertRefused(bytes, IdxContent.Images, $"{count} x {height} x {width}", "found 19"));
    }

    [Theory]
    [InlineData(1_000_000, 28, 28)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    public void A_gzip_header_that_promises_more_than_deflate_could_unpack_costs_no_memory(uint count, uint height, uint width)
    {
        uint declared = unchecked(16 + count * height * width);
        byte[] bytes = IdxBytes.GzipWithLength([.. IdxBytes.Header(0x803, count, height, width), 1, 2, 3], declared);

        AssertSmall(() => AssertRefused(bytes, IdxContent.Images, "is too short", $"{count} x {height} x {width}"));
    }

    [Fact]
    public void Dimensions_whose_product_is_small_in_32_or_64_bits_are_refused()
    {
        AssertRefused(IdxBytes.Header(0x803, 1 << 16, 1 << 16, 1), IdxContent.Images, "expected 4294967312 bytes");
        AssertRefused(IdxBytes.Header(0x803, 1 << 30, 1 << 30, 16), IdxContent.Images, "expected 18446744073709551632 bytes");
    }

    [Theory]
    [InlineData(0, 2, 3)]
    [InlineData(1, 0, 3)]
    [InlineData(1, 2, 0)]
    [InlineData(0x80000000, 2, 3)]
    [InlineData(0xffffffff, 2, 3)]
    public void A_dimension_of_zero_or_beyond_31_bits_is_refused(uint count, uint height, uint width)
    {
        AssertRefused([.. IdxBytes.Header(0x803, count, height, width), .. new byte[6]], IdxContent.Images, "dimensions");
    }

    [Fact]
    public void More_values_than_the_caller_accepts_are_refused()
    {
        using var source = new MemoryStream(IdxBytes.Labels(12));

        AssertRefused(() => new IdxReader(source, "file", IdxContent.Labels).Read(11, Cancellation), "file", "at most 11");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_of_float32_are_read_most_significant_byte_first(bool packed)
    {
        byte[] bytes = IdxBytes.FloatImages(1, 3, 0.25f, 1, 0);

        IdxArray images = Read(packed ? IdxBytes.Gzip(bytes) : bytes, IdxContent.Images);

        Assert.Equal(PixelType.Float32, images.Type);
        Assert.Equal([1, 1, 3], images.Dimensions);
        Assert.Equal([0.25f, 1, 0], MemoryMarshal.Cast<byte, float>(images.Values.AsSpan()).ToArray());
    }

    [Fact]
    public void Labels_of_float32_are_refused() =>
        AssertRefused([.. IdxBytes.Header(0xd01, 1), 0, 0, 0, 0], IdxContent.Labels, "0x00000801", "0x00000d01");

    [Theory]
    [InlineData(536_870_912, 2, 1)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    public void A_header_of_float32_that_promises_more_than_the_file_holds_costs_no_memory(uint count, uint rows, uint columns)
    {
        byte[] bytes = [.. IdxBytes.Header(0xd03, count, rows, columns), 1, 2, 3];

        AssertSmall(() => AssertRefused(bytes, IdxContent.Images, $"{count} x {rows} x {columns}", "found 19"));
    }

    [Fact]
    public void Every_byte_is_a_label()
    {
        byte[] bytes = IdxBytes.Labels(12);
        bytes[8 + 5] = 255;

        Assert.Equal(255, Read(bytes, IdxContent.Labels).Values[5]);
    }

    [Fact]
    public void A_missing_file_is_refused()
    {
        string path = _folder.At("missing");

        AssertRefused(() => IdxFile.Read(path, IdxContent.Labels, Cancellation), path, "cannot be read");
    }

    [Fact]
    public void A_folder_is_refused()
    {
        AssertRefused(() => IdxFile.Read(_folder.Path, IdxContent.Labels, Cancellation), _folder.Path, "cannot be read");
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        string path = _folder.Write("labels", IdxBytes.Labels(12));

        Assert.Throws<OperationCanceledException>(() => IdxFile.Read(path, IdxContent.Labels, new CancellationToken(true)));
    }

    [Fact]
    public void Random_corruption_is_refused_or_harmless_and_costs_no_memory()
    {
        byte[][] originals =
        [
            IdxBytes.Images(20), IdxBytes.Labels(50), IdxBytes.FloatImages(2, 3, 0, 0.5f, 1), IdxBytes.Gzip(IdxBytes.Images(20)), IdxBytes.Gzip(IdxBytes.Labels(50)),
        ];
        Gen<byte[]> corrupted =
            from original in Gen.Int[0, originals.Length - 1].Select(index => originals[index])
            from length in Gen.Frequency((3, Gen.Const(original.Length)), (1, Gen.Int[0, original.Length]))
            from added in Gen.Frequency((3, Gen.Const(Array.Empty<byte>())), (1, Gen.Byte.Array[0, 20]))
            from changes in Gen.Select(Gen.Frequency((1, Gen.Int[0, 30]), (1, Gen.Int[0, original.Length])), Gen.Byte).Array[0, 4]
            select Corrupt([.. original[..length], .. added], changes);

        corrupted.Sample(
            bytes => AssertSmall(() =>
            {
                foreach (IdxContent content in Enum.GetValues<IdxContent>())
                    ReadOrRefuse(bytes, content);
            }),
            iter: 5_000);

        static byte[] Corrupt(byte[] bytes, (int Position, byte Value)[] changes)
        {
            foreach (var (position, value) in changes.Where(change => change.Position < bytes.Length))
                bytes[position] = value;
            return bytes;
        }

        static void ReadOrRefuse(byte[] bytes, IdxContent content)
        {
            try
            {
                IdxArray array = Read(bytes, content);
                Assert.Equal(array.Dimensions.Aggregate(1, (product, dimension) => product * dimension), array.Values.Length / (array.Type == PixelType.Float32 ? 4 : 1));
            }
            catch (DatasetException)
            {
                // the one answer to bad input
            }
        }
    }

    private static IdxArray Read(byte[] bytes, IdxContent content)
    {
        using var source = new MemoryStream(bytes);
        return new IdxReader(source, "file", content).Read(Array.MaxLength, Cancellation);
    }

    private static void AssertRefused(byte[] bytes, IdxContent content, params string[] message) =>
        AssertRefused(() => Read(bytes, content), "file", message);

    private static void AssertRefused(Func<IdxArray> read, string path, params string[] message)
    {
        var error = Assert.Throws<DatasetException>(read);
        Assert.Equal(path, error.Path);
        Assert.All([$"'{path}'", .. message], part => Assert.Contains(part, error.Message));
    }

    private static void AssertSmall(Action read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        read();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, SmallAllocation);
    }
}
