using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// Mean and biased variance of every map of a batch, over images, rows and columns. Every image has moments of its own first, taken lane by lane
/// while its product is still in the cache; of these those of the batch are made, in double precision and in the order of the images, so that the
/// result does not depend on the width of vectors.
/// </summary>
internal sealed unsafe class MapMoments<V>
    where V : struct, IFloatVector<V>
{
    private readonly NativeMatrix _means;
    private readonly NativeMatrix _squares;

    /// <summary>Makes room.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="maps">Feature maps.</param>
    /// <param name="capacity">The most images.</param>
    public MapMoments(NativeArena arena, int maps, int capacity)
    {
        _means = arena.AllocateMatrix(maps, capacity, V.Count);
        _squares = arena.AllocateMatrix(maps, capacity, V.Count);
        Mean = arena.Allocate<float>(maps);
        Variance = arena.Allocate<float>(maps);
    }

    /// <summary>Of the batch, one a map.</summary>
    public float* Mean { get; }

    /// <summary>Of the batch, biased, one a map.</summary>
    public float* Variance { get; }

    /// <summary>
    /// The moments of u = f(z + b) in each image of a bundle: the mean, and the sum of the squared deviations from it. In two passes, of which the
    /// second finds what rounding left in the mean and corrects both, as in fully connected layers.
    /// </summary>
    /// <param name="z">The products.</param>
    /// <param name="bias">b, one a map.</param>
    [MethodImpl(Compile.Kernel)]
    public void Take<F>(Bundle z, float* bias)
        where F : struct, IActivationFunction<V>
    {
        MapLayout layout = z.Layout;
        V count = V.Broadcast(layout.Positions);
        for (int map = 0; map < layout.Maps; map++)
        {
            V b = V.Broadcast(bias[map]);
            V mean = Deviations<F>(z.Values, layout, map, b, V.Zero, out _) / count;
            V sum = Deviations<F>(z.Values, layout, map, b, mean, out V squares);
            V rest = sum / count;
            (mean + rest).Store(_means.Row(map) + z.FirstImage);
            V.Max(V.Zero, V.MultiplyAdd(-rest, sum, squares)).Store(_squares.Row(map) + z.FirstImage);
        }
    }

    /// <summary>
    /// Of m images, each with mean m_i and sum of squares s_i over n positions: mean = sum m_i / m, and
    /// variance = (sum s_i / n + sum (m_i - mean)^2) / m.
    /// </summary>
    /// <param name="images">m.</param>
    /// <param name="positions">n.</param>
    public void Combine(int images, int positions)
    {
        for (int map = 0; map < _means.Rows; map++)
        {
            float* means = _means.Row(map);
            float* squares = _squares.Row(map);
            double mean = 0, within = 0, between = 0;
            for (int i = 0; i < images; i++)
            {
                mean += means[i];
                within += squares[i];
            }

            mean /= images;
            for (int i = 0; i < images; i++)
                between += (means[i] - mean) * (means[i] - mean);
            Mean[map] = (float)mean;
            Variance[map] = (float)(((within / positions) + between) / images);
        }
    }

    /// <summary>The sum of f(z + b) - mean over the positions of a map, and that of its squares.</summary>
    [MethodImpl(Compile.Inline)]
    private static V Deviations<F>(float* z, MapLayout layout, int map, V bias, V mean, out V squares)
        where F : struct, IActivationFunction<V>
    {
        V sum0 = V.Zero, sum1 = V.Zero, squares0 = V.Zero, squares1 = V.Zero;
        for (int row = 0; row < layout.Rows; row++)
        {
            float* values = z + (layout.Index(map, row, 0) * V.Count);
            int column = 0;
            for (; column <= layout.Columns - 2; column += 2, values += 2 * V.Count)
            {
                V deviation0 = F.Evaluate(V.Load(values) + bias, out _) - mean;
                V deviation1 = F.Evaluate(V.Load(values + V.Count) + bias, out _) - mean;
                sum0 += deviation0;
                sum1 += deviation1;
                V.AddProduct(ref squares0, deviation0, deviation0);
                V.AddProduct(ref squares1, deviation1, deviation1);
            }

            if (column < layout.Columns)
            {
                V deviation = F.Evaluate(V.Load(values) + bias, out _) - mean;
                sum0 += deviation;
                V.AddProduct(ref squares0, deviation, deviation);
            }
        }

        squares = squares0 + squares1;
        return sum0 + sum1;
    }
}
