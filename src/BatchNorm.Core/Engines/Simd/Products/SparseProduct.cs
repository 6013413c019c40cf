using System.Numerics;
using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Products;

/// <summary>
/// The products of the first layer as sums over lit pixels. A row of units is summed in registers while bits are walked over, so
/// that a pixel costs its multiplications and next to nothing else.
/// </summary>
internal static unsafe class SparseProduct<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>Vectors of the longest strip: with a pixel's brightness and one to spare, 16 registers hold 13 sums.</summary>
    private const int LongestStrip = 13;

    /// <summary>Z = X W: z[image] = sum over its lit pixels of x[image, pixel] W[pixel].</summary>
    /// <param name="x">images x pixels, not dense.</param>
    /// <param name="weight">pixels x units.</param>
    /// <param name="z">images x units; overwritten.</param>
    public static void Multiply(PixelBatch x, NativeMatrix weight, NativeMatrix z)
    {
        for (int column = 0; column < z.Width;)
        {
            int vectors = StripLength((z.Width - column) / V.Count);
            Multiply<OneVector<V>>(vectors, x, weight, z, column);
            column += vectors * V.Count;
        }
    }

    /// <summary>
    /// W += scale X^T dZ: W[pixel] += scale times the sum, over the images where it is lit, of x[image, pixel] dz[image].
    /// </summary>
    /// <param name="scale">Minus the learning rate.</param>
    /// <param name="x">images x pixels, not dense, with its bits transposed.</param>
    /// <param name="gradient">dL/dZ, images x units.</param>
    /// <param name="weight">pixels x units.</param>
    public static void AddTransposedProduct(float scale, PixelBatch x, NativeMatrix gradient, NativeMatrix weight)
    {
        for (int block = 0; block < x.Blocks; block++) // the gradients of a block stay in the first-level cache for all pixels
        {
            for (int column = 0; column < weight.Width;)
            {
                int vectors = StripLength((weight.Width - column) / V.Count);
                AddTransposedProduct<OneVector<V>>(vectors, scale, x, block, gradient, weight, column);
                column += vectors * V.Count;
            }
        }
    }

    /// <summary>As few strips as possible, as equal as possible.</summary>
    private static int StripLength(int vectorsLeft)
    {
        int strips = (vectorsLeft + LongestStrip - 1) / LongestStrip;
        return (vectorsLeft + strips - 1) / strips;
    }

    /// <summary>Makes the strip longer, a vector at a time, until it has the length asked for.</summary>
    private static void Multiply<TStrip>(int vectors, PixelBatch x, NativeMatrix weight, NativeMatrix z, int column)
        where TStrip : struct, IStrip<TStrip, V>
    {
        if (vectors == TStrip.Length)
            MultiplyStrip<TStrip>(x, weight, z, column);
        else if (TStrip.Length < LongestStrip)
            Multiply<Joined<V, TStrip, OneVector<V>>>(vectors, x, weight, z, column);
    }

    /// <inheritdoc cref="Multiply{TStrip}(int, PixelBatch, NativeMatrix, NativeMatrix, int)"/>
    private static void AddTransposedProduct<TStrip>(
        int vectors, float scale, PixelBatch x, int block, NativeMatrix gradient, NativeMatrix weight, int column)
        where TStrip : struct, IStrip<TStrip, V>
    {
        if (vectors == TStrip.Length)
            AddStrip<TStrip>(scale, x, block, gradient, weight, column);
        else if (TStrip.Length < LongestStrip)
            AddTransposedProduct<Joined<V, TStrip, OneVector<V>>>(vectors, scale, x, block, gradient, weight, column);
    }

    [MethodImpl(Compile.Kernel)]
    private static void MultiplyStrip<TStrip>(PixelBatch x, NativeMatrix weight, NativeMatrix z, int column)
        where TStrip : struct, IStrip<TStrip, V>
    {
        float* brightness = x.Brightness;
        nint stride = weight.Stride;
        for (int block = 0; block < x.Blocks; block++)
        {
            int start = block * PixelBatch.Tile;
            int end = Math.Min(start + PixelBatch.Tile, x.Count);
            for (int tile = 0; tile < x.Tiles; tile++) // the weights of a tile stay in the first-level cache for all images
            {
                float* tileWeight = weight.Row(tile * PixelBatch.Tile) + column;
                for (int image = start; image < end; image++)
                {
                    byte* bytes = x.Bytes(image) + (tile * PixelBatch.Tile);
                    float* target = z.Row(image) + column;
                    TStrip sum = tile == 0 ? default : TStrip.Load(target);
                    for (ulong bits = x.ImageBits(image)[tile]; bits != 0; bits &= bits - 1)
                    {
                        nint pixel = BitOperations.TrailingZeroCount(bits);
                        sum.AddProduct(V.Broadcast(brightness[bytes[pixel]]), tileWeight + (pixel * stride));
                    }

                    sum.Store(target);
                }
            }
        }
    }

    [MethodImpl(Compile.Kernel)]
    private static void AddStrip<TStrip>(
        float scale, PixelBatch x, int block, NativeMatrix gradient, NativeMatrix weight, int column)
        where TStrip : struct, IStrip<TStrip, V>
    {
        float* brightness = x.Brightness;
        float* rows = gradient.Row(block * PixelBatch.Tile) + column;
        nint stride = gradient.Stride;
        byte* bytes = x.Bytes(block * PixelBatch.Tile);
        nint bytesStride = x.Stride;
        V factor = V.Broadcast(scale);
        for (int pixel = 0; pixel < weight.Rows; pixel++)
        {
            ulong bits = x.PixelBits(block, pixel);
            if (bits == 0)
                continue;

            TStrip sum = default;
            for (; bits != 0; bits &= bits - 1)
            {
                nint image = BitOperations.TrailingZeroCount(bits);
                sum.AddProduct(V.Broadcast(brightness[bytes[(image * bytesStride) + pixel]]), rows + (image * stride));
            }

            sum.AddScaledTo(weight.Row(pixel) + column, factor);
        }
    }
}
