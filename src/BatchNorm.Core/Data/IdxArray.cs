namespace BatchNorm.Data;

/// <summary>The content of an IDX file.</summary>
/// <param name="Path">The file it was read from.</param>
/// <param name="Dimensions">Items, and for images rows and columns; each at least 1.</param>
/// <param name="Values">As many bytes as the product of the dimensions, the last dimension running fastest.</param>
/// <param name="Sha256">The digest of the unpacked file, its header included: 64 lower-case hexadecimal digits.</param>
public sealed record IdxArray(string Path, IReadOnlyList<int> Dimensions, byte[] Values, string Sha256)
{
    /// <summary>The number of images or labels.</summary>
    public int Count => Dimensions[0];
}
