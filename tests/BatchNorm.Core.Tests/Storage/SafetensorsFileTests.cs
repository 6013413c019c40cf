using System.Security.Cryptography;
using System.Text;
using BatchNorm.Networks;
using BatchNorm.Storage;

namespace BatchNorm.Core.Tests.Storage;

public sealed class SafetensorsFileTests : IDisposable
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_has_the_bytes_that_the_format_describes()
    {
        string path = _folder.UniquePath();

        SafetensorsFile.Write(
            path,
            new Dictionary<string, string> { ["note"] = "caf\u00e9 \"1\"" },
            [new NamedTensor("b", [1, 2], [1f, -2f]), new NamedTensor("a", [1], [0.5f])],
            overwrite: false);

        const string Header = """{"__metadata__":{"note":"café \"1\""},"b":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}"""
            + ""","a":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""";
        byte[] expected =
        [
            152, 0, 0, 0, 0, 0, 0, 0,
            .. Encoding.UTF8.GetBytes(Header), 0x20, 0x20, 0x20, 0x20,
            0x00, 0x00, 0x80, 0x3f,
            0x00, 0x00, 0x00, 0xc0,
            0x00, 0x00, 0x00, 0x3f,
        ];
        Assert.Equal(expected, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_file_is_read_as_it_was_written()
    {
        string path = _folder.UniquePath();
        NamedTensor[] tensors =
        [
            new("weight", [2, 3], [1, 2, 3, 4, 5, 6]),
            new("scalar", [], [float.NaN]),
            new("empty", [0, 3], []),
            new("bias é\u0001", [2], [float.NegativeInfinity, float.Epsilon]),
        ];
        var metadata = new Dictionary<string, string> { ["format"] = "any", ["🙂"] = "line\nbreak" };

        SafetensorsFile.Write(path, metadata, tensors, overwrite: false);

        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal(metadata, file.Metadata);
        Assert.Equal(tensors.OrderBy(t => t.Name), file.ReadTensors().OrderBy(t => t.Name), SameTensor);
    }

    [Fact]
    public void Tensors_are_read_in_the_order_of_their_bytes_whatever_the_order_of_the_header()
    {
        string path = _folder.Write(SafetensorsBytes.Of(
            """
            { "second": { "data_offsets": [4, 8], "dtype": "F32", "shape": [1] },
              "first": { "dtype": "F32", "shape": [], "data_offsets": [0, 4] } }
            """,
            [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40]));

        using SafetensorsFile file = SafetensorsFile.Open(path);

        Assert.Equal([new("first", [], [1f]), new NamedTensor("second", [1], [2f])], file.ReadTensors(), SameTensor);
    }

    [Fact]
    public void A_file_without_tensors_and_metadata_is_empty_but_sound()
    {
        string path = _folder.UniquePath();
        SafetensorsFile.Write(path, NoMetadata, [], overwrite: false);

        using SafetensorsFile file = SafetensorsFile.Open(path);

        Assert.Equal([8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8], File.ReadAllBytes(path));
        Assert.Empty(file.Metadata);
        Assert.Empty(file.ReadTensors());
    }

    [Fact]
    public void The_digest_is_the_SHA_256_of_all_that_follows_the_header()
    {
        string path = _folder.UniquePath();
        NamedTensor[] tensors = [new("a", [2], [1, 2]), new("b", [1], [3])];
        SafetensorsFile.Write(path, NoMetadata, tensors, overwrite: false);

        byte[] buffer = File.ReadAllBytes(path)[^12..];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(buffer)), SafetensorsFile.Digest(tensors));
    }

    [Fact]
    public void Two_tensors_of_one_name_are_not_written() =>
        AssertNotWritten("'a'", new NamedTensor("a", [1], [1]), new NamedTensor("a", [1], [2]));

    [Fact]
    public void A_tensor_with_the_name_of_the_metadata_is_not_written() =>
        AssertNotWritten("'__metadata__'", new NamedTensor("__metadata__", [1], [1]));

    [Fact]
    public void A_tensor_whose_shape_does_not_fit_its_values_is_not_written() =>
        AssertNotWritten("[2, 3]", new NamedTensor("a", [2, 3], [1, 2, 3, 4, 5]));

    [Fact]
    public void A_tensor_of_negative_dimensions_is_not_written() =>
        AssertNotWritten("[-1, -1]", new NamedTensor("a", [-1, -1], [1]));

    [Fact]
    public void A_header_that_could_not_be_read_again_is_not_written() =>
        AssertNotWritten("limit", new NamedTensor(new string('x', 1 << 20), [1], [1]));

    [Fact]
    public void The_longest_header_that_is_written_can_be_read()
    {
        string path = _folder.UniquePath();
        const string Around = """{"__metadata__":{"k":""}}""";
        string text = new('x', (1 << 20) - Around.Length);
        SafetensorsFile.Write(path, new Dictionary<string, string> { ["k"] = text }, [], overwrite: false);

        using SafetensorsFile file = SafetensorsFile.Open(path);

        Assert.Equal(text, file.Metadata["k"]);
    }

    [Fact]
    public void A_file_that_is_cut_off_after_it_was_opened_is_refused()
    {
        string path = _folder.UniquePath();
        SafetensorsFile.Write(path, NoMetadata, [new NamedTensor("a", [4096], new float[4096])], overwrite: false);
        using SafetensorsFile file = SafetensorsFile.Open(path);

        using (var other = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            other.SetLength(4096);

        Assert.Contains("cut it off", Assert.Throws<StorageException>(file.ReadTensors).Message);
    }

    private void AssertNotWritten(string because, params NamedTensor[] tensors)
    {
        string path = _folder.UniquePath();
        File.WriteAllText(path, "what was there");

        var error = Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(path, NoMetadata, tensors, overwrite: true));

        Assert.Contains(because, error.Message);
        Assert.Equal("what was there", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    private static bool SameTensor(NamedTensor expected, NamedTensor actual) =>
        expected.Name == actual.Name
        && expected.Shape.SequenceEqual(actual.Shape)
        && expected.Values.SequenceEqual(actual.Values);
}
