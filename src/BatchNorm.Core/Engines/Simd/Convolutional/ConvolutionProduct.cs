using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// The product of a convolution, without making patches: some maps of two neighbouring positions are summed in registers at a time, each step
/// multiplying two vectors of x with one broadcast weight a map.
/// </summary>
internal static unsafe class ConvolutionProduct<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>Vectors of sums in a tile: with 16 registers they leave room for two of x and a weight, with 32 the tile is as large again.</summary>
    private static int TileSize => V.Count < 16 ? 12 : 24;

    /// <summary>
    /// z[map, r, c] = sum over (in, i, j) of W[(in, i, j), map] x[in, r + i - k / 2, c + j - k / 2], where x is 0 beyond its borders: added up in
    /// that order, whatever the width of vectors. What x is not lit by is left out.
    /// </summary>
    /// <param name="x">The maps below; their border is k / 2 at least.</param>
    /// <param name="kernelSize">k, odd.</param>
    /// <param name="weight">W: (maps below x k x k) x maps.</param>
    /// <param name="z">The product, from the first of its rows that are computed to the last; overwritten.</param>
    /// <param name="firstRow">Which row of the product that is.</param>
    public static void Multiply(Bundle x, int kernelSize, NativeMatrix weight, Bundle z, int firstRow = 0)
    {
        var run = new Run(x, kernelSize, weight, z, firstRow);
        int pairs = z.Layout.Columns / 2;
        if (pairs > 0)
            Multiply<Beside<V, OneColumn<V>, OneColumn<V>>>(run, 0, pairs);
        if (z.Layout.Columns % 2 != 0)
            Multiply<OneColumn<V>>(run, z.Layout.Columns - 1, 1);
    }

    private static void Multiply<TRow>(in Run run, int firstColumn, int tiles)
        where TRow : struct, ITileRow<TRow, V>
    {
        int highest = TileSize / TRow.Length;
        int maps = run.Z.Layout.Maps;
        int groups = (maps + highest - 1) / highest;
        for (int map = 0; map < maps; groups--)
        {
            int height = (maps - map + groups - 1) / groups;
            Multiply<TRow, OneRow<V, TRow>>(height, run, map, firstColumn, tiles);
            map += height;
        }
    }

    /// <summary>Makes the tile higher, a map at a time, until it has the height asked for.</summary>
    private static void Multiply<TRow, TTile>(int height, in Run run, int map, int firstColumn, int tiles)
        where TRow : struct, ITileRow<TRow, V>
        where TTile : struct, ITile<TTile, TRow, V>
    {
        if (height == TTile.Rows)
            MultiplyTiles<TRow, TTile>(run, map, firstColumn, tiles);
        else if (TTile.Rows * TRow.Length < TileSize)
            Multiply<TRow, Above<V, TRow, TTile>>(height, run, map, firstColumn, tiles);
    }

    [MethodImpl(Compile.Kernel)]
    private static void MultiplyTiles<TRow, TTile>(in Run run, int map, int firstColumn, int tiles)
        where TRow : struct, ITileRow<TRow, V>
        where TTile : struct, ITile<TTile, TRow, V>
    {
        MapLayout below = run.X.Layout;
        MapLayout above = run.Z.Layout;
        MapRegion lit = run.X.Lit;
        int k = run.KernelSize;
        int reach = k / 2;
        nint weightStride = run.Weight.Stride;
        nint weightRowStride = k * weightStride;
        nint weightMapStride = k * weightRowStride;
        nint mapStride = (nint)below.MapStride * V.Count;
        nint rowStride = (nint)below.RowStride * V.Count;
        nint zMapStride = (nint)above.MapStride * V.Count;
        for (int zRow = 0; zRow < above.Rows; zRow++)
        {
            int row = run.FirstRow + zRow;
            int firstTap = Math.Max(0, lit.Top + reach - row);
            int taps = Math.Min(k, lit.Bottom + reach - row) - firstTap;
            float* xRow = run.X.Values + (below.Index(0, row + firstTap - reach, -reach) * V.Count);
            float* rowWeights = run.Weight.Values + (firstTap * weightRowStride) + map;
            float* target = run.Z.Values + (above.Index(map, zRow, 0) * V.Count);
            for (int tile = 0; tile < tiles; tile++)
            {
                int column = firstColumn + (tile * TRow.Length);
                int firstAcross = Math.Max(0, lit.Left + reach - column - TRow.Length + 1);
                int across = Math.Min(k, lit.Right + reach - column) - firstAcross;
                float* xMap = xRow + ((column + firstAcross) * V.Count);
                float* weights = rowWeights + (firstAcross * weightStride);
                TTile sum = default;
                for (int input = below.Maps; input > 0; input--)
                {
                    float* xTap = xMap;
                    float* weightRow = weights;
                    for (int i = taps; i > 0; i--)
                    {
                        float* values = xTap;
                        float* factors = weightRow;
                        for (int j = across; j > 0; j--)
                        {
                            sum.AddBroadcast(factors, TRow.Load(values, V.Count));
                            values += V.Count;
                            factors += weightStride;
                        }

                        xTap += rowStride;
                        weightRow += weightRowStride;
                    }

                    xMap += mapStride;
                    weights += weightMapStride;
                }

                sum.Store(target + (column * V.Count), zMapStride, V.Count);
            }
        }
    }

    /// <summary>All that a product is about.</summary>
    private readonly struct Run(Bundle x, int kernelSize, NativeMatrix weight, Bundle z, int firstRow)
    {
        public Bundle X { get; } = x;

        public int KernelSize { get; } = kernelSize;

        public NativeMatrix Weight { get; } = weight;

        public Bundle Z { get; } = z;

        public int FirstRow { get; } = firstRow;
    }
}
