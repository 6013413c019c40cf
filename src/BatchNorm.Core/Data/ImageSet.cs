using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace BatchNorm.Data;

/// <summary>Labelled grey-scale images of one size, and a label from 0 to 255 for each.</summary>
/// <remarks>
/// A network sees numbers from 0 to 1. Most data comes in bytes, of which it sees the 255th part; they are kept as bytes, because these are
/// a quarter of the size. What comes as float32 and is no 255th part is kept as float32: nothing is rounded.
/// </remarks>
public sealed class ImageSet
{
    /// <summary>The most classes there can be: labels are bytes.</summary>
    public const int MostClasses = byte.MaxValue + 1;

    private readonly ArraySegment<byte> _pixels;
    private readonly ArraySegment<byte> _labels;
    private readonly Lazy<string> _sha256;

    /// <summary>Wraps pixels of one byte and labels; the arrays are taken over, not copied.</summary>
    /// <param name="rows">Rows of an image.</param>
    /// <param name="columns">Columns of an image.</param>
    /// <param name="pixels">Image by image, row by row: labels.Length * rows * columns bytes.</param>
    /// <param name="labels">One label an image.</param>
    /// <exception cref="ArgumentException">The arrays disagree with each other.</exception>
    public ImageSet(int rows, int columns, byte[] pixels, byte[] labels)
        : this(rows, columns, PixelType.UInt8, pixels, labels)
    {
    }

    /// <summary>Wraps pixels and labels; the arrays are taken over, not copied.</summary>
    /// <param name="rows">Rows of an image.</param>
    /// <param name="columns">Columns of an image.</param>
    /// <param name="type">What the pixels are.</param>
    /// <param name="pixels">Image by image, row by row: labels.Length * rows * columns bytes, or four times as many that are float32 numbers of this machine.</param>
    /// <param name="labels">One label an image.</param>
    /// <exception cref="ArgumentException">The arrays disagree with each other.</exception>
    internal ImageSet(int rows, int columns, PixelType type, byte[] pixels, byte[] labels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        Int128 expected = (Int128)labels.Length * rows * columns;
        if (pixels.Length != expected * BytesOf(type))
            throw new ArgumentException(
                $"{labels.Length} images of {rows} x {columns} need {expected} pixels, not {pixels.Length / BytesOf(type)}.",
                nameof(pixels));

        Shape = new ImageShape(rows, columns);
        PixelType = type;
        _pixels = pixels;
        _labels = labels;
        _sha256 = new Lazy<string>(Hash);
    }

    private ImageSet(ImageShape shape, PixelType type, ArraySegment<byte> pixels, ArraySegment<byte> labels)
    {
        Shape = shape;
        PixelType = type;
        _pixels = pixels;
        _labels = labels;
        _sha256 = new Lazy<string>(Hash);
    }

    /// <summary>How large an image is.</summary>
    public ImageShape Shape { get; }

    /// <summary>Pixels of an image.</summary>
    public int PixelsPerImage => Shape.Pixels;

    /// <summary>How pixels are kept.</summary>
    public PixelType PixelType { get; }

    /// <summary>The number of images.</summary>
    public int Count => _labels.Count;

    /// <summary>All labels, in order.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>All pixels of images that are kept in bytes, image by image, row by row.</summary>
    /// <exception cref="InvalidOperationException">They are float32 numbers.</exception>
    public ReadOnlySpan<byte> Pixels => Bytes;

    /// <summary>
    /// The SHA-256 of what the set holds, as 64 lower-case hexadecimal digits: count, rows and columns as little-endian 32-bit numbers,
    /// then all pixels, then all labels. Where pixels are float32 their type's number, 13, comes before them. Taken when it is first asked for.
    /// </summary>
    public string Sha256 => _sha256.Value;

    private ArraySegment<byte> Bytes => PixelType == PixelType.UInt8
        ? _pixels
        : throw new InvalidOperationException("These images are kept as float32 numbers, not as bytes.");

    private int BytesPerImage => PixelsPerImage * BytesOf(PixelType);

    /// <summary>The pixels of one image that is kept in bytes, row by row.</summary>
    /// <exception cref="InvalidOperationException">They are float32 numbers.</exception>
    public ReadOnlySpan<byte> Image(int index) => Bytes.AsSpan(index * PixelsPerImage, PixelsPerImage);

    /// <summary>Writes what a network sees of consecutive images, whatever they are kept as.</summary>
    /// <param name="start">The first image.</param>
    /// <param name="count">How many.</param>
    /// <param name="values">Receives count x <see cref="PixelsPerImage"/> numbers from 0 to 1, image by image, row by row.</param>
    public void CopyTo(int start, int count, Span<float> values)
    {
        ReadOnlySpan<byte> pixels = _pixels.AsSpan(start * BytesPerImage, count * BytesPerImage);
        if (PixelType == PixelType.UInt8)
            PixelScale.Convert(pixels, values);
        else
            MemoryMarshal.Cast<byte, float>(pixels).CopyTo(values);
    }

    /// <summary>The images from <paramref name="start"/> on, as a view: no pixel is copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The set does not reach that far.</exception>
    public ImageSet Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new ImageSet(
            Shape, PixelType, _pixels.Slice(start * BytesPerImage, count * BytesPerImage), _labels.Slice(start, count));
    }

    /// <summary>Some of the images, in the order given: a set of its own, with a copy of their pixels.</summary>
    internal ImageSet Pick(IReadOnlyList<int> indices)
    {
        var pixels = new byte[indices.Count * BytesPerImage];
        var labels = new byte[indices.Count];
        for (int i = 0; i < indices.Count; i++)
        {
            _pixels.AsSpan(indices[i] * BytesPerImage, BytesPerImage).CopyTo(pixels.AsSpan(i * BytesPerImage));
            labels[i] = Labels[indices[i]];
        }

        return new ImageSet(Shape, PixelType, pixels, labels);
    }

    private static int BytesOf(PixelType type) => type == PixelType.UInt8 ? sizeof(byte) : sizeof(float);

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> word = stackalloc byte[sizeof(int)];
        ReadOnlySpan<int> sizes = [Count, Shape.Rows, Shape.Columns, (int)PixelType];
        foreach (int size in PixelType == PixelType.UInt8 ? sizes[..^1] : sizes)
        {
            BinaryPrimitives.WriteInt32LittleEndian(word, size);
            hash.AppendData(word);
        }

        hash.AppendData(_pixels);
        hash.AppendData(_labels);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
