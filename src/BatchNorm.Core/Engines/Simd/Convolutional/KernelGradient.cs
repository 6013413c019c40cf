using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// The gradient of a convolution's weights. Some neighbouring taps of some maps are summed in registers at a time, over the positions of a bundle,
/// each step multiplying a vector of x a tap with a vector of dz a map.
/// </summary>
internal static unsafe class KernelGradient<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>Taps of a tile.</summary>
    private const int MostTaps = 5;

    /// <summary>Maps of a tile.</summary>
    private const int MostMaps = 4;

    /// <summary>Bytes of dz that stay in the first-level cache while all taps pass over them.</summary>
    private const int BlockBytes = 16 * 1024;

    /// <summary>Registers for sums and vectors of dz: all but one.</summary>
    private static int Room => V.Count < 16 ? 15 : 31;

    /// <summary>
    /// sums[(in, i, j), map] += sum over (r, c) of x[in, r + i - k / 2, c + j - k / 2] dz[map, r, c], lane by lane and position by position.
    /// </summary>
    /// <remarks>
    /// The lanes are those of <see cref="LaneSums"/>, an image each, whatever the width of vectors: a narrower vector is a part of them.
    /// </remarks>
    /// <param name="x">The maps below; their border is k / 2 at least.</param>
    /// <param name="kernelSize">k, odd.</param>
    /// <param name="gradient">dz, the gradient to the product.</param>
    /// <param name="sums">(maps below x k x k) x maps x <see cref="LaneSums.Lanes"/>.</param>
    public static void Add(Bundle x, int kernelSize, Bundle gradient, float* sums)
    {
        MapLayout above = gradient.Layout;
        for (int tap = 0; tap < kernelSize;)
        {
            int taps = Math.Min(MostTaps, kernelSize - tap);
            int mostMaps = Math.Min(MostMaps, Room / (taps + 1));
            int rows = Math.Max(1, BlockBytes / (mostMaps * above.RowStride * V.Count * sizeof(float)));
            for (int row = 0; row < above.Rows; row += rows)
            {
                int lastRow = Math.Min(above.Rows, row + rows);
                for (int map = 0; map < above.Maps;)
                {
                    int maps = Math.Min(mostMaps, above.Maps - map);
                    var run = new Run(x, kernelSize, gradient, sums + (x.FirstImage % LaneSums.Lanes), tap, map, row, lastRow);
                    Add(taps, maps, run);
                    map += maps;
                }
            }

            tap += taps;
        }
    }

    /// <summary>One step of descent: W[tap, map] -= rate sum over lanes.</summary>
    /// <param name="sums">What <see cref="Add(Bundle, int, Bundle, float*)"/> summed.</param>
    /// <param name="weight">W, or what is to receive the gradient.</param>
    /// <param name="rate">The step.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Descend(float* sums, NativeMatrix weight, float rate)
    {
        for (int tap = 0; tap < weight.Rows; tap++)
        {
            float* row = weight.Row(tap);
            for (int map = 0; map < weight.Columns; map++, sums += LaneSums.Lanes)
                row[map] -= rate * LaneSums.Sum(sums);
        }
    }

    private static void Add(int taps, int maps, in Run run)
    {
        switch (maps)
        {
            case 1:
                Add<OneColumn<V>, OneRow<V, OneColumn<V>>>(taps, run);
                break;
            case 2:
                Add<Beside<V, OneColumn<V>, OneColumn<V>>, OneRow<V, Beside<V, OneColumn<V>, OneColumn<V>>>>(taps, run);
                break;
            case 3:
                Add<Beside<V, Beside<V, OneColumn<V>, OneColumn<V>>, OneColumn<V>>,
                    OneRow<V, Beside<V, Beside<V, OneColumn<V>, OneColumn<V>>, OneColumn<V>>>>(taps, run);
                break;
            default:
                Add<Beside<V, Beside<V, OneColumn<V>, OneColumn<V>>, Beside<V, OneColumn<V>, OneColumn<V>>>,
                    OneRow<V, Beside<V, Beside<V, OneColumn<V>, OneColumn<V>>, Beside<V, OneColumn<V>, OneColumn<V>>>>>(taps, run);
                break;
        }
    }

    /// <summary>Makes the tile higher, a tap at a time, until it has the height asked for.</summary>
    private static void Add<TRow, TTile>(int taps, in Run run)
        where TRow : struct, ITileRow<TRow, V>
        where TTile : struct, ITile<TTile, TRow, V>
    {
        if (taps == TTile.Rows)
            AddTile<TRow, TTile>(run);
        else if (TTile.Rows < MostTaps)
            Add<TRow, Above<V, TRow, TTile>>(taps, run);
    }

    [MethodImpl(Compile.Kernel)]
    private static void AddTile<TRow, TTile>(in Run run)
        where TRow : struct, ITileRow<TRow, V>
        where TTile : struct, ITile<TTile, TRow, V>
    {
        MapLayout below = run.X.Layout;
        MapLayout above = run.Gradient.Layout;
        MapRegion lit = run.X.Lit;
        int k = run.KernelSize;
        int reach = k / 2;
        nint mapStride = (nint)above.MapStride * V.Count;
        nint tapStride = (nint)above.Maps * LaneSums.Lanes;
        int firstColumn = Math.Max(0, lit.Left + reach - run.Tap - TTile.Rows + 1);
        int columns = Math.Min(above.Columns, lit.Right + reach - run.Tap) - firstColumn;
        for (int input = 0; input < below.Maps; input++)
        {
            for (int i = 0; i < k; i++)
            {
                int first = Math.Max(run.FirstRow, lit.Top + reach - i);
                int last = Math.Min(run.LastRow, lit.Bottom + reach - i);
                if (first >= last)
                    continue;

                float* target = run.Sums + ((((((input * k) + i) * k) + run.Tap) * tapStride) + (run.Map * LaneSums.Lanes));
                float* xRow = run.X.Values + (below.Index(input, first + i - reach, firstColumn + run.Tap - reach) * V.Count);
                float* dzRow = run.Gradient.Values + (above.Index(run.Map, first, firstColumn) * V.Count);
                var sum = TTile.Load(target, tapStride, LaneSums.Lanes);
                for (int row = first; row < last; row++)
                {
                    float* values = xRow;
                    float* dz = dzRow;
                    int column = columns;
                    for (; column >= 2; column -= 2)
                    {
                        sum.AddVectors(values, TRow.Load(dz, mapStride));
                        sum.AddVectors(values + V.Count, TRow.Load(dz + V.Count, mapStride));
                        values += 2 * V.Count;
                        dz += 2 * V.Count;
                    }

                    if (column > 0)
                        sum.AddVectors(values, TRow.Load(dz, mapStride));

                    xRow += (nint)below.RowStride * V.Count;
                    dzRow += (nint)above.RowStride * V.Count;
                }

                sum.Store(target, tapStride, LaneSums.Lanes);
            }
        }
    }

    /// <summary>All that a tile's sums are about.</summary>
    private readonly struct Run(Bundle x, int kernelSize, Bundle gradient, float* sums, int tap, int map, int firstRow, int lastRow)
    {
        public Bundle X { get; } = x;

        public int KernelSize { get; } = kernelSize;

        public Bundle Gradient { get; } = gradient;

        public float* Sums { get; } = sums;

        public int Tap { get; } = tap;

        public int Map { get; } = map;

        public int FirstRow { get; } = firstRow;

        public int LastRow { get; } = lastRow;
    }
}
