namespace BatchNorm.Data;

/// <summary>The content of an IDX file.</summary>
/// <param name="Path">The file it was read from.</param>
/// <param name="Dimensions">Items, and for images rows and columns; each at least 1.</param>
/// <param name="Values">As many values as the product of the dimensions, the last dimension running fastest: a byte each, or four that are a float32 number of this machine.</param>
/// <param name="Sha256">The digest of the unpacked file, its header included: 64 lower-case hexadecimal digits.</param>
public sealed record IdxArray(string Path, IReadOnlyList<int> Dimensions, byte[] Values, string Sha256)
{
    /// <summary>What the values are; labels are always bytes.</summary>
    public PixelType Type { get; init; } = PixelType.UInt8;

    /// <summary>The digest of the gzip file itself, or null where it was no gzip file on this machine.</summary>
    public string? PackedSha256 => IsPacked && File.Exists(Path) ? IdxFile.Sha256(Path) : null;

    /// <summary>The number of images or labels.</summary>
    public int Count => Dimensions[0];

    /// <summary>Whether it was read from a gzip file.</summary>
    internal bool IsPacked { get; init; }
}
