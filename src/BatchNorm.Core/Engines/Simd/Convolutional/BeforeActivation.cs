using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// Batch normalization before the activation, y = pool(f(v)) with v = gamma x^ + beta, x^ = (z - mean) inverse. The way back: with g = dy / 4 f'(v)
/// where pooling took z, else 0, over the n values of a map: dbeta = sum g, dgamma = sum g x^, and
/// dz = gamma inverse (g - dbeta / n - x^ dgamma / n).
/// </summary>
internal readonly unsafe struct BeforeActivation<V, F> : INormalizationPlacement<V>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <inheritdoc/>
    public static MapScale Normalized(MapScales scales) => scales.Inner;

    /// <inheritdoc/>
    public static void TakeMoments(MapMoments<V> moments, Bundle z, float* bias) => moments.Take<Identity<V>>(z, bias);

    /// <inheritdoc/>
    [MethodImpl(Compile.Kernel)]
    public static void Sum(Bundle z, Bundle gradient, MapNormalization<V> normalization, int map)
    {
        var visitor = new Summing(
            V.Broadcast(normalization.Scales.Inner.Factor[map]),
            V.Broadcast(normalization.Scales.Inner.Mean[map]),
            V.Broadcast(normalization.Scales.Inner.Shift[map]));
        PoolingWalk<V>.Visit(ref visitor, map, z, gradient);
        V quarter = V.Broadcast(0.25f);
        (quarter * visitor.Sum).Store(normalization.ShiftSums.Bundle(map, z.FirstImage));
        (quarter * visitor.Projection * V.Broadcast(normalization.Inverse[map])).Store(normalization.ScaleSums.Bundle(map, z.FirstImage));
    }

    /// <inheritdoc/>
    [MethodImpl(Compile.Kernel)]
    public static void Propagate(Bundle z, Bundle gradient, MapNormalization<V> normalization, int map)
    {
        V mask = LaneMask<V>.First(normalization.Images - z.FirstImage);
        V scale = mask * V.Broadcast(normalization.Scales.Inner.Factor[map]);
        var visitor = new Propagating(
            V.Broadcast(normalization.Scales.Inner.Factor[map]),
            V.Broadcast(normalization.Scales.Inner.Mean[map]),
            V.Broadcast(normalization.Scales.Inner.Shift[map]),
            V.Broadcast(0.25f) * scale,
            -scale * V.Broadcast(normalization.Slope(map)),
            -scale * V.Broadcast(normalization.Level(map)));
        PoolingWalk<V>.Visit(ref visitor, map, z, gradient);
    }

    private struct Summing(V scale, V mean, V shift) : IPositionVisitor<V>
    {
        private readonly V _scale = scale;
        private readonly V _mean = mean;
        private readonly V _shift = shift;

        /// <summary>4 sum g.</summary>
        public V Sum;

        /// <summary>4 sum g (z - mean).</summary>
        public V Projection;

        [MethodImpl(Compile.Inline)]
        public void Window(float* top, float* bottom, V gradient)
        {
            V slopes0 = Slope(top, out V projections0) + Slope(top + V.Count, out V projections1);
            V slopes1 = Slope(bottom, out V projections2) + Slope(bottom + V.Count, out V projections3);
            V.AddProduct(ref Sum, gradient, slopes0 + slopes1);
            V.AddProduct(ref Projection, gradient, (projections0 + projections1) + (projections2 + projections3));
        }

        [MethodImpl(Compile.Inline)]
        public readonly void Rest(float* z)
        {
        }

        [MethodImpl(Compile.Inline)]
        private readonly V Slope(float* source, out V projection)
        {
            V deviation = V.Load(source) - _mean;
            F.Evaluate(V.MultiplyAdd(_scale, deviation, _shift), out V slope);
            projection = slope * deviation;
            return slope;
        }
    }

    /// <summary>dz = share f'(v) + slope (z - mean) + level.</summary>
    private readonly struct Propagating(V scale, V mean, V shift, V quarter, V slope, V level) : IPositionVisitor<V>
    {
        private readonly V _scale = scale;
        private readonly V _mean = mean;
        private readonly V _shift = shift;
        private readonly V _quarter = quarter;
        private readonly V _slope = slope;
        private readonly V _level = level;

        [MethodImpl(Compile.Inline)]
        public void Window(float* top, float* bottom, V gradient)
        {
            V share = _quarter * gradient;
            Replace(top, share);
            Replace(top + V.Count, share);
            Replace(bottom, share);
            Replace(bottom + V.Count, share);
        }

        [MethodImpl(Compile.Inline)]
        public void Rest(float* z) => V.MultiplyAdd(_slope, V.Load(z) - _mean, _level).Store(z);

        [MethodImpl(Compile.Inline)]
        private void Replace(float* source, V share)
        {
            V deviation = V.Load(source) - _mean;
            F.Evaluate(V.MultiplyAdd(_scale, deviation, _shift), out V slope);
            V.MultiplyAdd(share, slope, V.MultiplyAdd(_slope, deviation, _level)).Store(source);
        }
    }
}
