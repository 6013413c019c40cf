using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>The way back through y = pool(f(z + b)): dz = dy / 4 f'(z + b) where pooling took z, else 0, and db = sum dz.</summary>
internal static unsafe class BiasedGradient<V, F>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <summary>Of one bundle.</summary>
    /// <param name="z">The products; become dL/dz, 0 in lanes without an image.</param>
    /// <param name="gradient">dL/dy.</param>
    /// <param name="bias">b, one a map.</param>
    /// <param name="sums">Receives the sums of dz.</param>
    /// <param name="images">Images of the batch.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Propagate(Bundle z, Bundle gradient, float* bias, ImageSums<V> sums, int images)
    {
        V quarter = V.Broadcast(0.25f) * LaneMask<V>.First(images - z.FirstImage);
        for (int map = 0; map < z.Layout.Maps; map++)
        {
            var visitor = new Visitor(V.Broadcast(bias[map]), quarter);
            PoolingWalk<V>.Visit(ref visitor, map, z, gradient);
            visitor.Sum.Store(sums.Bundle(map, z.FirstImage));
        }
    }

    private struct Visitor(V bias, V quarter) : IPositionVisitor<V>
    {
        private readonly V _bias = bias;
        private readonly V _quarter = quarter;

        public V Sum;

        [MethodImpl(Compile.Inline)]
        public void Window(float* top, float* bottom, V gradient)
        {
            V share = _quarter * gradient;
            V sum0 = Replace(top, share) + Replace(top + V.Count, share);
            V sum1 = Replace(bottom, share) + Replace(bottom + V.Count, share);
            Sum += sum0 + sum1;
        }

        [MethodImpl(Compile.Inline)]
        public readonly void Rest(float* z) => V.Zero.Store(z);

        [MethodImpl(Compile.Inline)]
        private readonly V Replace(float* z, V share)
        {
            F.Evaluate(V.Load(z) + _bias, out V slope);
            V dz = share * slope;
            dz.Store(z);
            return dz;
        }
    }
}
