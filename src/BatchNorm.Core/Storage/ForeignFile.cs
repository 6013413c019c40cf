using System.Buffers.Binary;
using System.Text;

namespace BatchNorm.Storage;

/// <summary>
/// Tells from its first bytes what a file is that is no safetensors file, and how what it holds becomes one. Nothing of it is opened, unpacked
/// or run: PyTorch's own files and pickles are programs.
/// </summary>
/// <param name="Description">What it is, in a sentence.</param>
/// <param name="Advice">How to convert it, in a sentence.</param>
internal sealed record ForeignFile(string Description, string Advice)
{
    /// <summary>The most bytes that are looked at.</summary>
    public const int PrefixLength = 256;

    /// <summary>Where the header of a safetensors file begins, with an opening brace.</summary>
    private const int HeaderStart = 8;

    private const string OfModel = "Convert it in Python: safetensors.torch.save_file(model.state_dict(), 'x.safetensors').";

    private const string OfArrays = "Convert it in Python: safetensors.numpy.save_file({'fc1.weight': w, 'fc1.bias': b}, 'x.safetensors').";

    private const string OfKeras = "Load it in Python into a PyTorch model of the same layers, and save that: safetensors.torch.save_file(model.state_dict(), 'x.safetensors').";

    /// <summary>What a file is, or null where it may be a safetensors file or is of no kind that is known here.</summary>
    /// <param name="start">Its first bytes: <see cref="PrefixLength"/>, or all where it has fewer.</param>
    public static ForeignFile? Of(ReadOnlySpan<byte> start)
    {
        if (start.Length > HeaderStart && start[HeaderStart] == (byte)'{')
            return null;
        if (start.StartsWith("PK\x03\x04"u8))
            return OfZip(start);
        if (start.Length > 1 && start[0] == 0x80 && start[1] is >= 2 and <= 5)
            return new("It is a Python pickle, as older versions of torch.save write it: a program, which is never run here.", OfModel);
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A]))
            return new("It is an HDF5 file, as Keras writes it.", OfKeras);
        if (start.StartsWith((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y']))
            return new("It is a NumPy array.", OfArrays);
        return IsOnnx(start)
            ? new("It is an ONNX model, which is written here, but not read.", "Take the .safetensors file of the same network. " + OfModel)
            : null;
    }

    /// <summary>Several programs keep their files as zip archives: the name of the first thing in it tells which.</summary>
    private static ForeignFile OfZip(ReadOnlySpan<byte> start)
    {
        string first = FirstName(start);
        if (first.EndsWith(".npy", StringComparison.Ordinal))
            return new("It is a zip archive of NumPy arrays (.npz).", OfArrays);
        return first is "metadata.json" or "config.json"
            ? new("It is a zip archive, as Keras writes it.", OfKeras)
            : new("It is a zip archive, as torch.save writes it (.pt, .pth): what is in it can be a program, and is never unpacked here.", OfModel);
    }

    /// <summary>The name in the first header of a zip archive, as far as it was read (PKWARE's APPNOTE.TXT, 4.3.7).</summary>
    private static string FirstName(ReadOnlySpan<byte> start)
    {
        const int LengthOffset = 26, NameOffset = 30;
        if (start.Length <= NameOffset)
            return "";
        int length = BinaryPrimitives.ReadUInt16LittleEndian(start[LengthOffset..]);
        return Encoding.UTF8.GetString(start.Slice(NameOffset, Math.Min(length, start.Length - NameOffset)));
    }

    /// <summary>
    /// Whether it begins as a ModelProto of onnx.proto does: ir_version, field 1, a number far below 128; then another of the few fields that a
    /// model has (producer, domain, version, text, graph, opset).
    /// </summary>
    private static bool IsOnnx(ReadOnlySpan<byte> start) =>
        start.Length > 2 && start[0] == 0x08 && start[1] is >= 1 and < 0x40 && start[2] is 0x12 or 0x1A or 0x22 or 0x28 or 0x32 or 0x3A or 0x42;
}
