using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>The way over all positions of a map, by the averages that pooling took.</summary>
internal static unsafe class PoolingWalk<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>Shows a visitor every position once.</summary>
    /// <param name="visitor">Whom.</param>
    /// <param name="map">The map.</param>
    /// <param name="z">The products.</param>
    /// <param name="gradient">dL/dy.</param>
    [MethodImpl(Compile.Inline)]
    public static void Visit<TVisitor>(ref TVisitor visitor, int map, in Bundle z, in Bundle gradient)
        where TVisitor : struct, IPositionVisitor<V>
    {
        MapLayout product = z.Layout;
        MapLayout pooled = gradient.Layout;
        nint rowStride = (nint)product.RowStride * V.Count;
        for (int row = 0; row < pooled.Rows; row++)
        {
            float* top = z.Values + (product.Index(map, 2 * row, 0) * V.Count);
            float* dy = gradient.Values + (pooled.Index(map, row, 0) * V.Count);
            for (int column = pooled.Columns; column > 0; column--)
            {
                visitor.Window(top, top + rowStride, V.Load(dy));
                top += 2 * V.Count;
                dy += V.Count;
            }

            if (product.Columns > 2 * pooled.Columns)
            {
                visitor.Rest(top);
                visitor.Rest(top + rowStride);
            }
        }

        if (product.Rows > 2 * pooled.Rows)
        {
            float* last = z.Values + (product.Index(map, product.Rows - 1, 0) * V.Count);
            for (int column = 0; column < product.Columns; column++)
                visitor.Rest(last + (column * V.Count));
        }
    }
}
