using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BatchNorm.Data;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Products;

/// <summary>
/// The images of a batch as the first layer reads them. Four of five pixels of a digit are black: a batch is kept as its bytes
/// and, one bit a pixel, which of them are lit, so that products walk over set bits. Where most pixels are lit it is kept as
/// plain numbers instead, and so are images that do not come in bytes.
/// </summary>
/// <remarks>
/// Rows are rounded up to <see cref="Tile"/> pixels and the batch to as many images, all black.
/// </remarks>
internal sealed unsafe class PixelBatch
{
    /// <summary>Pixels, or images, whose bits share a word.</summary>
    public const int Tile = 64;

    private const int CacheLine = 64;

    private readonly NativeArena _arena;
    private readonly int _capacity;
    private readonly int _words;
    private readonly byte* _bytes;
    private readonly ulong* _imageBits;
    private readonly ulong* _pixelBits;
    private NativeMatrix? _numbers;

    /// <summary>Makes room.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="capacity">The most images.</param>
    /// <param name="pixels">Pixels an image.</param>
    public PixelBatch(NativeArena arena, int capacity, int pixels)
    {
        _arena = arena;
        _capacity = capacity;
        Pixels = pixels;
        Tiles = RoundUp(pixels, Tile) / Tile;
        _words = RoundUp(Tiles, BitMatrix.Count);
        int rows = RoundUp(capacity, Tile);
        _bytes = arena.Allocate<byte>((long)rows * Stride);
        _imageBits = arena.Allocate<ulong>((long)rows * _words);
        _pixelBits = arena.Allocate<ulong>((long)rows * _words);
        Brightness = arena.Allocate<float>(byte.MaxValue + 1);
        for (int value = 0; value <= byte.MaxValue; value++)
            Brightness[value] = value / 255f;
    }

    /// <summary>Images in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Pixels an image.</summary>
    public int Pixels { get; }

    /// <summary>Tiles a row.</summary>
    public int Tiles { get; }

    /// <summary>Blocks of <see cref="Tile"/> images.</summary>
    public int Blocks => RoundUp(Count, Tile) / Tile;

    /// <summary>Whether most pixels are lit, and <see cref="Numbers"/> are there in place of bits.</summary>
    public bool IsDense { get; private set; }

    /// <summary>images x pixels: what the network sees, of a dense batch.</summary>
    public NativeMatrix Numbers => _numbers!.Value.Slice(0, Count);

    /// <summary>By byte: what the network sees, byte / 255.</summary>
    public float* Brightness { get; }

    /// <summary>Bytes from one image to the next.</summary>
    public int Stride => Tiles * Tile;

    /// <summary>The bytes of an image.</summary>
    public byte* Bytes(int image) => _bytes + ((nint)image * Stride);

    /// <summary>Which of an image's pixels are lit: <see cref="Tiles"/> words.</summary>
    public ulong* ImageBits(int image) => _imageBits + ((nint)image * _words);

    /// <summary>In which images of a block a pixel is lit. Only after <see cref="TransposeBits"/>.</summary>
    public ulong PixelBits(int block, int pixel)
    {
        // Matrices are transposed in groups, which leaves the words of corresponding pixels side by side.
        int tile = pixel / Tile;
        int word = (tile / BitMatrix.Count * Tile) + (pixel % Tile);
        return _pixelBits[((nint)block * Tile * _words) + (word * BitMatrix.Count) + (tile % BitMatrix.Count)];
    }

    /// <summary>Reads the images of a batch, in its order.</summary>
    public void Load(ImageSet images, ReadOnlySpan<int> indices)
    {
        if (images.PixelType != PixelType.UInt8)
        {
            BeginNumbers(indices.Length);
            for (int i = 0; i < indices.Length; i++)
                images.CopyTo(indices[i], 1, new Span<float>(Numbers.Row(i), Pixels));
            return;
        }

        foreach (int index in indices)
            Prefetch(images.Image(index));

        long lit = 0;
        for (int i = 0; i < indices.Length; i++)
            lit += Read(images.Image(indices[i]), i);
        Complete(indices.Length, lit);
    }

    /// <summary>Reads consecutive images.</summary>
    public void Load(ImageSet images, int start, int count)
    {
        if (images.PixelType != PixelType.UInt8)
        {
            BeginNumbers(count);
            for (int i = 0; i < count; i++)
                images.CopyTo(start + i, 1, new Span<float>(Numbers.Row(i), Pixels));
            return;
        }

        long lit = 0;
        for (int i = 0; i < count; i++)
            lit += Read(images.Image(start + i), i);
        Complete(count, lit);
    }

    /// <summary>Finds <see cref="PixelBits"/>, the transposes of <see cref="ImageBits"/>.</summary>
    [MethodImpl(Compile.Kernel)]
    public void TransposeBits()
    {
        for (int block = 0; block < Blocks; block++)
        {
            int images = Math.Min(Tile, Count - (block * Tile));
            ulong* target = _pixelBits + ((nint)block * Tile * _words);
            for (int word = 0; word < _words; word += BitMatrix.Count, target += Tile * BitMatrix.Count)
            {
                var rows = (Vector256<ulong>*)target;
                for (int i = 0; i < images; i++)
                    rows[i] = Vector256.Load(ImageBits((block * Tile) + i) + word);
                for (int i = images; i < Tile; i++)
                    rows[i] = Vector256<ulong>.Zero;
                BitMatrix.Transpose(rows);
            }
        }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>
    /// The images of a shuffled batch lie all over the memory: asks for all of them before the first is waited for.
    /// </summary>
    public static void Prefetch(ReadOnlySpan<byte> image)
    {
        if (!Sse.IsSupported)
            return;
        fixed (byte* pixels = image)
        {
            for (int i = 0; i < image.Length; i += CacheLine)
                Sse.Prefetch0(pixels + i);
        }
    }

    /// <summary>Copies an image, sets the bits of its lit pixels, and counts them.</summary>
    [MethodImpl(Compile.Kernel)]
    private long Read(ReadOnlySpan<byte> image, int row)
    {
        byte* bytes = Bytes(row);
        ulong* bits = ImageBits(row);
        image.CopyTo(new Span<byte>(bytes, Stride));
        long lit = 0;
        for (int tile = 0; tile < Tiles; tile++, bytes += Tile)
        {
            uint low = Vector256.Equals(Vector256.Load(bytes), Vector256<byte>.Zero).ExtractMostSignificantBits();
            uint high = Vector256.Equals(Vector256.Load(bytes + 32), Vector256<byte>.Zero).ExtractMostSignificantBits();
            bits[tile] = ~(low | ((ulong)high << 32));
            lit += BitOperations.PopCount(bits[tile]);
        }

        return lit;
    }

    /// <summary>Makes room for plain numbers, which the caller then writes.</summary>
    private void BeginNumbers(int count)
    {
        Count = count;
        IsDense = true;
        _numbers ??= _arena.AllocateMatrix(_capacity, Pixels, Vector512<float>.Count);
    }

    private void Complete(int count, long lit)
    {
        if (lit <= (long)count * Pixels / 2)
        {
            Count = count;
            IsDense = false;
            return;
        }

        BeginNumbers(count);
        for (int i = 0; i < count; i++)
            PixelScale.Convert(new ReadOnlySpan<byte>(Bytes(i), Pixels), new Span<float>(Numbers.Row(i), Pixels));
    }
}
