using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>
/// Batch normalization after the activation, y = pool(gamma x^ + beta) with x^ = (u - mean) inverse, u = f(z + b). The way back: with g = dy / 4
/// where pooling took u, else 0, over the n values of a map: dbeta = sum g, dgamma = sum g x^, du = gamma inverse (g - dbeta / n - x^ dgamma / n),
/// dz = du f'(z + b), db = sum dz.
/// </summary>
internal readonly unsafe struct AfterActivation<V, F> : INormalizationPlacement<V>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <inheritdoc/>
    public static MapScale Normalized(MapScales scales) => scales.Outer;

    /// <inheritdoc/>
    public static void TakeMoments(MapMoments<V> moments, Bundle z, float* bias) => moments.Take<F>(z, bias);

    /// <inheritdoc/>
    [MethodImpl(Compile.Kernel)]
    public static void Sum(Bundle z, Bundle gradient, MapNormalization<V> normalization, int map)
    {
        var visitor = new Summing(V.Broadcast(normalization.Scales.Inner.Shift[map]), V.Broadcast(normalization.Scales.Outer.Mean[map]));
        PoolingWalk<V>.Visit(ref visitor, map, z, gradient);
        visitor.Sum.Store(normalization.ShiftSums.Bundle(map, z.FirstImage));
        (V.Broadcast(0.25f) * visitor.Projection * V.Broadcast(normalization.Inverse[map]))
            .Store(normalization.ScaleSums.Bundle(map, z.FirstImage));
    }

    /// <inheritdoc/>
    [MethodImpl(Compile.Kernel)]
    public static void Propagate(Bundle z, Bundle gradient, MapNormalization<V> normalization, int map)
    {
        V mask = LaneMask<V>.First(normalization.Images - z.FirstImage);
        V scale = mask * V.Broadcast(normalization.Scales.Outer.Factor[map]);
        var visitor = new Propagating(
            V.Broadcast(normalization.Scales.Inner.Shift[map]),
            V.Broadcast(normalization.Scales.Outer.Mean[map]),
            V.Broadcast(0.25f) * scale,
            -scale * V.Broadcast(normalization.Slope(map)),
            -scale * V.Broadcast(normalization.Level(map)));
        PoolingWalk<V>.Visit(ref visitor, map, z, gradient);
        visitor.Sum.Store(normalization.BiasSums.Bundle(map, z.FirstImage));
    }

    private struct Summing(V bias, V mean) : IPositionVisitor<V>
    {
        private readonly V _bias = bias;
        private readonly V _mean = mean;

        /// <summary>sum dy.</summary>
        public V Sum;

        /// <summary>4 sum g (u - mean).</summary>
        public V Projection;

        [MethodImpl(Compile.Inline)]
        public void Window(float* top, float* bottom, V gradient)
        {
            Sum += gradient;
            V deviations = (Deviation(top) + Deviation(top + V.Count)) + (Deviation(bottom) + Deviation(bottom + V.Count));
            V.AddProduct(ref Projection, gradient, deviations);
        }

        [MethodImpl(Compile.Inline)]
        public readonly void Rest(float* z)
        {
        }

        [MethodImpl(Compile.Inline)]
        private readonly V Deviation(float* z) => F.Evaluate(V.Load(z) + _bias, out _) - _mean;
    }

    /// <summary>dz = (share + slope (u - mean) + level) f'(z + b).</summary>
    private struct Propagating(V bias, V mean, V quarter, V slope, V level) : IPositionVisitor<V>
    {
        private readonly V _bias = bias;
        private readonly V _mean = mean;
        private readonly V _quarter = quarter;
        private readonly V _slope = slope;
        private readonly V _level = level;

        public V Sum;

        [MethodImpl(Compile.Inline)]
        public void Window(float* top, float* bottom, V gradient)
        {
            V share = V.MultiplyAdd(_quarter, gradient, _level);
            V sum0 = Replace(top, share) + Replace(top + V.Count, share);
            V sum1 = Replace(bottom, share) + Replace(bottom + V.Count, share);
            Sum += sum0 + sum1;
        }

        [MethodImpl(Compile.Inline)]
        public void Rest(float* z) => Sum += Replace(z, _level);

        [MethodImpl(Compile.Inline)]
        private readonly V Replace(float* z, V share)
        {
            V deviation = F.Evaluate(V.Load(z) + _bias, out V slope) - _mean;
            V dz = V.MultiplyAdd(_slope, deviation, share) * slope;
            dz.Store(z);
            return dz;
        }
    }
}
