using System.IO.Compression;
using BatchNorm.Storage;

namespace BatchNorm.Core.Tests.Storage;

/// <summary>Files of other kinds, told by what they begin with, whatever they are called.</summary>
public sealed class ForeignFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<byte[], string, string> Files => new()
    {
        { Zip("archive/data.pkl"), "torch.save", "safetensors.torch.save_file(model.state_dict()" },
        { Zip("fc1.weight.npy"), ".npz", "safetensors.numpy.save_file" },
        { Zip("metadata.json"), "Keras", "PyTorch" },
        { [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC], "pickle", "safetensors.torch.save_file" },
        { [0x80, 5], "pickle", "safetensors.torch.save_file" },
        { [0x89, .. "HDF\r\n"u8, 0x1A, .. "\n"u8, 0, 0], "HDF5", "PyTorch" },
        { [0x93, .. "NUMPY"u8, 1, 0, 0x76, 0, .. "{'descr'"u8], "NumPy", "safetensors.numpy.save_file" },
        { [0x08, 0x08, 0x12, 0x07, .. "pytorch"u8, 0x1A], "ONNX", ".safetensors" },
        { [0x08, 0x07, 0x3A, 0x80, 0x20], "ONNX", ".safetensors" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public void A_file_of_another_kind_is_told_with_how_it_is_converted(byte[] content, string kind, string conversion)
    {
        var refusal = Assert.Throws<StorageException>(() => SafetensorsFile.Open(_folder.Write(content)));

        Assert.Contains(kind, refusal.Reason);
        Assert.Contains(conversion, refusal.Reason);
        Assert.Contains(conversion, refusal.Advice);
    }

    [Fact]
    public void A_header_whose_length_looks_like_another_kind_is_read()
    {
        // Their lengths begin as an ONNX model does: 08 01 00 and, of a header longer than any that is read, 08 01 12.
        byte[] fine = SafetensorsBytes.Of("{}".PadRight(0x000108), []), tooLong = SafetensorsBytes.Of("{}".PadRight(0x120108), []);

        using SafetensorsFile file = SafetensorsFile.Open(_folder.Write(fine));

        Assert.Empty(file.Tensors);
        Assert.Contains("at most", Assert.Throws<StorageException>(() => SafetensorsFile.Open(_folder.Write(tooLong))).Reason);
    }

    private static byte[] Zip(string entry)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream stream = archive.CreateEntry(entry).Open();
            stream.Write([1, 2, 3]);
        }

        return content.ToArray();
    }
}
