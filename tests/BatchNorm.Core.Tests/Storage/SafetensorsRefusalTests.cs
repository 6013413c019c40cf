using System.Text;
using BatchNorm.Storage;

namespace BatchNorm.Core.Tests.Storage;

public sealed class SafetensorsRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_file_is_refused() => AssertRefused([], "0 bytes");

    [Fact]
    public void A_file_too_short_for_any_header_is_refused() => AssertRefused([2, 0, 0, 0, 0, 0, 0, 0, (byte)'{'], "9 bytes");

    [Fact]
    public void A_header_too_short_to_be_JSON_is_refused() =>
        AssertRefused(SafetensorsBytes.Of(1, "{}"u8.ToArray(), []), "1 bytes is announced");

    [Theory]
    [InlineData(3ul)]
    [InlineData((ulong)long.MaxValue)]
    [InlineData(ulong.MaxValue)]
    public void A_header_longer_than_the_file_is_refused(ulong length) =>
        AssertRefused(SafetensorsBytes.Of(length, "{}"u8.ToArray(), []), $"{length} bytes is announced");

    [Fact]
    public void A_header_longer_than_the_limit_is_refused() =>
        AssertRefused(SafetensorsBytes.Of("{}".PadRight((1 << 20) + 1), []), "at most 1048576");

    [Theory]
    [InlineData(" {}")]
    [InlineData("[]")]
    [InlineData("\u001f\u008b")]
    public void A_header_that_does_not_begin_with_a_brace_is_refused(string header) => AssertRefused(header, "begins with");

    [Fact]
    public void A_header_that_is_not_UTF8_is_refused() =>
        AssertRefused(SafetensorsBytes.Of([.. "{\"__metadata__\":{\"a\":\""u8, 0xc0, 0x80, .. "\"}}"u8], []), "UTF-8");

    [Theory]
    [InlineData("{ ")]
    [InlineData("{}{}")]
    [InlineData("{}x")]
    [InlineData("{},")]
    [InlineData("{/* comment */}")]
    [InlineData("{\"__metadata__\":{},}")]
    [InlineData("{\"__metadata__\":{\"a\":\"b\"}")]
    [InlineData("{'__metadata__':{}}")]
    public void A_header_that_is_not_JSON_is_refused(string header) => AssertRefused(header, "not the JSON");

    [Fact]
    public void A_header_that_nests_without_end_is_refused() =>
        AssertRefused("{\"a\":" + new string('[', 100_000), "is not an object");

    [Fact]
    public void A_shape_that_nests_is_refused() =>
        AssertTensorRefused("""{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}""", "not the JSON");

    [Theory]
    [InlineData("""{"__metadata__":{"a":"\ud800"}}""")]
    [InlineData("""{"\udc00":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    public void Half_of_a_surrogate_pair_is_refused(string header) => AssertRefused(header, "surrogate");

    [Theory]
    [InlineData("""{"__metadata__":[]}""", "__metadata__ is not an object")]
    [InlineData("""{"__metadata__":null}""", "__metadata__ is not an object")]
    [InlineData("""{"__metadata__":{"a":1}}""", "'a' is not a text")]
    [InlineData("""{"__metadata__":{"a":null}}""", "'a' is not a text")]
    [InlineData("""{"__metadata__":{"a":{"b":"c"}}}""", "'a' is not a text")]
    public void Metadata_other_than_texts_is_refused(string header, string reason) => AssertRefused(header, reason);

    [Theory]
    [InlineData("""{"__metadata__":{"a":"1","a":"1"}}""", "two entries named 'a'")]
    [InlineData("""{"__metadata__":{"a":"1","\u0061":"1"}}""", "two entries named 'a'")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "two entries named '__metadata__'")]
    [InlineData("""{"t":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"t":{}}""", "two entries named 't'")]
    [InlineData("""{"t":{"dtype":"F32","dtype":"F32"}}""", "two entries named 'dtype'")]
    [InlineData("""{"t":{"shape":[0],"shape":[0]}}""", "two entries named 'shape'")]
    [InlineData("""{"t":{"data_offsets":[0,0],"data_offsets":[0,0]}}""", "two entries named 'data_offsets'")]
    public void Duplicate_keys_are_refused(string header, string reason) => AssertRefused(header, reason);

    [Theory]
    [InlineData("3")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"F32\"")]
    public void A_tensor_that_is_not_an_object_is_refused(string tensor) => AssertTensorRefused(tensor, "'t' is not an object");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"shape":[1],"data_offsets":[0,4]}""")]
    [InlineData("""{"dtype":"F32","data_offsets":[0,4]}""")]
    [InlineData("""{"dtype":"F32","shape":[1]}""")]
    public void A_tensor_with_an_entry_missing_is_refused(string tensor) => AssertTensorRefused(tensor, "lacks one of");

    [Fact]
    public void A_tensor_with_an_unknown_entry_is_refused() =>
        AssertTensorRefused("""{"dtype":"F32","shape":[1],"data_offsets":[0,4],"code":"x"}""", "'code'");

    [Theory]
    [InlineData("\"F8_E4M3\"", "dtype F8_E4M3, which is not known here. Save it as float32")]
    [InlineData("\"f32\"", "dtype f32, which is not known here")]
    [InlineData("\"F16\"", "1 elements of 2 bytes, but 4 bytes in the file")]
    [InlineData("\"I64\"", "1 elements of 8 bytes, but 4 bytes in the file")]
    [InlineData("32", "is not a text")]
    [InlineData("null", "is not a text")]
    public void A_dtype_that_is_unknown_or_does_not_fit_its_bytes_is_refused(string type, string reason) =>
        AssertTensorRefused($$"""{"dtype":{{type}},"shape":[1],"data_offsets":[0,4]}""", reason);

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"1\"")]
    public void A_shape_that_is_not_a_list_is_refused(string shape) =>
        AssertTensorRefused($$"""{"dtype":"F32","shape":{{shape}},"data_offsets":[0,4]}""", "not a list of integers");

    [Theory]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("1e0")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("9223372036854775808")]
    public void A_shape_of_anything_but_integers_of_at_least_0_is_refused(string length) =>
        AssertTensorRefused($$"""{"dtype":"F32","shape":[{{length}}],"data_offsets":[0,4]}""", "not an integer");

    [Theory]
    [InlineData("1000000000000")]
    [InlineData("9223372036854775807")]
    [InlineData("1000000,1000000")]
    [InlineData("4294967296,4294967296")] // 2^64, which 64 bits hold as 0
    [InlineData("2147483647,2147483647,2147483647,2147483647,0")]
    public void A_shape_beyond_any_tensor_is_refused(string shape) =>
        AssertTensorRefused($$"""{"dtype":"F32","shape":[{{shape}}],"data_offsets":[0,4]}""", "more elements than a tensor can");

    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    [InlineData("1073741825")] // 4 bytes each are 2^32 + 4, which 32 bits hold as 4
    public void A_shape_that_does_not_fill_its_bytes_is_refused(string shape) =>
        AssertTensorRefused($$"""{"dtype":"F32","shape":[{{shape}}],"data_offsets":[0,4]}""", "but 4 bytes in the file");

    [Theory]
    [InlineData("[]")]
    [InlineData("[4]")]
    [InlineData("[0,4,8]")]
    public void Offsets_other_than_two_are_refused(string offsets) =>
        AssertTensorRefused($$"""{"dtype":"F32","shape":[1],"data_offsets":{{offsets}}}""", "not 2");

    [Theory]
    [InlineData("[-4,0]")]
    [InlineData("[0,4.0]")]
    [InlineData("[0,18446744073709551616]")]
    public void Offsets_that_are_not_integers_of_at_least_0_are_refused(string offsets) =>
        AssertTensorRefused($$"""{"dtype":"F32","shape":[1],"data_offsets":{{offsets}}}""", "not an integer");

    [Fact]
    public void A_tensor_that_ends_before_it_begins_is_refused() =>
        AssertTensorRefused("""{"dtype":"F32","shape":[1],"data_offsets":[4,0]}""", "bytes 4 to 0");

    [Theory]
    [InlineData("[0,8]", "[2]")]
    [InlineData("[4,8]", "[1]")]
    [InlineData("[0,4000000000000]", "[1000000000000]")]
    [InlineData("[0,9223372036854775807]", "[1]")]
    public void A_tensor_beyond_the_end_of_the_file_is_refused(string offsets, string shape) =>
        AssertTensorRefused($$"""{"dtype":"F32","shape":{{shape}},"data_offsets":{{offsets}}}""", "of the 4 after the header");

    [Fact]
    public void Tensors_that_overlap_are_refused() => AssertRefused(
        SafetensorsBytes.Of(
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""",
            new byte[12]),
        "overlaps");

    [Fact]
    public void Two_tensors_over_the_same_bytes_are_refused() => AssertRefused(
        SafetensorsBytes.Of(
            """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
            new byte[8]),
        "overlaps");

    [Fact]
    public void A_hole_between_tensors_is_refused() => AssertRefused(
        SafetensorsBytes.Of(
            """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""",
            new byte[12]),
        "Bytes 4 to 8");

    [Fact]
    public void A_hole_before_the_first_tensor_is_refused() => AssertRefused(
        SafetensorsBytes.Of("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", new byte[8]), "Bytes 0 to 4");

    [Fact]
    public void Bytes_after_the_last_tensor_are_refused() => AssertRefused(
        SafetensorsBytes.Of("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", new byte[5]), "belongs to no tensor");

    [Fact]
    public void A_tensor_larger_than_an_array_can_be_is_refused()
    {
        // Three gigabytes that take no room: only the file's length says that they are there.
        const long Length = 3L << 30;
        string path = _folder.Write(SafetensorsBytes.Of(
            $$$"""{"t":{"dtype":"F32","shape":[{{{Length / 4}}}],"data_offsets":[0,{{{Length}}}]}}""", []));
        using (FileStream file = File.OpenWrite(path))
            file.SetLength(file.Length + Length);

        Assert.Contains("at most 2147483647", Assert.Throws<StorageException>(() => SafetensorsFile.Open(path)).Message);
    }

    [Fact]
    public void A_folder_is_refused() =>
        Assert.Contains("a folder", Assert.Throws<StorageException>(() => SafetensorsFile.Open(_folder.Path)).Message);

    [Fact]
    public void A_missing_file_is_told_as_missing() =>
        Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(_folder.PathOf("missing.safetensors")));

    [Fact]
    public void A_refusal_names_the_file_and_quotes_it_without_its_control_characters()
    {
        string path = _folder.Write(SafetensorsBytes.Of("{\"\\u001b[2J" + new string('x', 10_000) + "\":1}", []));

        var refusal = Assert.Throws<StorageException>(() => SafetensorsFile.Open(path));

        Assert.Equal(path, refusal.Path);
        Assert.Contains(path, refusal.Message);
        Assert.Contains("?[2Jxxx", refusal.Reason);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
        Assert.InRange(refusal.Reason.Length, 100, 600);
    }

    [Fact]
    public void A_refused_file_is_let_go()
    {
        string path = _folder.Write([1, 2, 3]);
        Assert.Throws<StorageException>(() => SafetensorsFile.Open(path));

        using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal(3, exclusive.Length);
    }

    private void AssertTensorRefused(string tensor, string reason) =>
        AssertRefused(SafetensorsBytes.Of("{\"t\":" + tensor + "}", new byte[4]), reason);

    private void AssertRefused(string header, string reason) =>
        AssertRefused(SafetensorsBytes.Of(Encoding.UTF8.GetBytes(header), []), reason);

    private void AssertRefused(byte[] file, string reason)
    {
        string path = _folder.Write(file);

        var refusal = Assert.Throws<StorageException>(() => SafetensorsFile.Open(path));

        Assert.Contains(reason, refusal.Reason);
    }
}
