using System.Buffers.Binary;
using System.Security.Cryptography;

namespace BatchNorm.Data;

/// <summary>Labelled grey-scale images: one byte a pixel (0 is black, 255 white), one label 0 to 9 an image.</summary>
/// <remarks>A network sees pixels / 255. Bytes are kept, because they are a quarter of the size.</remarks>
public sealed class ImageSet
{
    /// <summary>The number of classes: the ten digits.</summary>
    public const int Classes = 10;

    private readonly ArraySegment<byte> _pixels;
    private readonly ArraySegment<byte> _labels;
    private readonly Lazy<string> _sha256;

    /// <summary>Wraps pixels and labels; the arrays are taken over, not copied.</summary>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="pixels">Image by image, row by row: labels.Length * height * width bytes.</param>
    /// <param name="labels">One label an image, each below <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">The arrays disagree with each other, or a label is out of range.</exception>
    public ImageSet(int height, int width, byte[] pixels, byte[] labels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Int128 expected = (Int128)labels.Length * height * width;
        if (pixels.Length != expected)
            throw new ArgumentException(
                $"{labels.Length} images of {height} x {width} need {expected} pixels, not {pixels.Length}.",
                nameof(pixels));
        if (labels.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)(Classes - 1)))
            throw new ArgumentException($"Labels must be 0 to {Classes - 1}.", nameof(labels));

        Height = height;
        Width = width;
        _pixels = pixels;
        _labels = labels;
        _sha256 = new Lazy<string>(Hash);
    }

    private ImageSet(int height, int width, ArraySegment<byte> pixels, ArraySegment<byte> labels)
    {
        Height = height;
        Width = width;
        _pixels = pixels;
        _labels = labels;
        _sha256 = new Lazy<string>(Hash);
    }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>Pixels of an image: <see cref="Height"/> x <see cref="Width"/>.</summary>
    public int PixelsPerImage => Height * Width;

    /// <summary>The number of images.</summary>
    public int Count => _labels.Count;

    /// <summary>All labels, in order.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>All pixels, image by image, row by row.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>
    /// The SHA-256 of what the set holds, as 64 lower-case hexadecimal digits: count, height and width as little-endian 32-bit numbers,
    /// then all pixels, then all labels. Taken when it is first asked for.
    /// </summary>
    public string Sha256 => _sha256.Value;

    /// <summary>The pixels of one image, row by row.</summary>
    public ReadOnlySpan<byte> Image(int index) => _pixels.AsSpan(index * PixelsPerImage, PixelsPerImage);

    /// <summary>The images from <paramref name="start"/> on, as a view: no pixel is copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The set does not reach that far.</exception>
    public ImageSet Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new ImageSet(
            Height,
            Width,
            _pixels.Slice(start * PixelsPerImage, count * PixelsPerImage),
            _labels.Slice(start, count));
    }

    /// <summary>Some of the images, in the order given: a set of its own, with a copy of their pixels.</summary>
    internal ImageSet Pick(IReadOnlyList<int> indices)
    {
        var pixels = new byte[indices.Count * PixelsPerImage];
        var labels = new byte[indices.Count];
        for (int i = 0; i < indices.Count; i++)
        {
            Image(indices[i]).CopyTo(pixels.AsSpan(i * PixelsPerImage));
            labels[i] = Labels[indices[i]];
        }

        return new ImageSet(Height, Width, pixels, labels);
    }

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> word = stackalloc byte[sizeof(int)];
        foreach (int size in (ReadOnlySpan<int>)[Count, Height, Width])
        {
            BinaryPrimitives.WriteInt32LittleEndian(word, size);
            hash.AppendData(word);
        }

        hash.AppendData(_pixels);
        hash.AppendData(_labels);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
