using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>The kernels and stages of convolutions at one width, so that a test can be run at every width, whatever the processor has.</summary>
internal abstract unsafe class ConvolutionKernels
{
    public abstract int Lanes { get; }

    public static ConvolutionKernels Of(int lanes) => lanes switch
    {
        4 => new AtWidth<Float32x4>(),
        8 => new AtWidth<Float32x8>(),
        16 => new AtWidth<Float32x16>(),
        _ => throw new ArgumentOutOfRangeException(nameof(lanes)),
    };

    /// <summary>The product of all images, from a row on.</summary>
    public abstract void Multiply(
        NativeMatrix x, MapLayout below, int kernelSize, NativeMatrix weight, NativeMatrix z, MapLayout above, int firstRow);

    /// <summary>The product of one bundle that is lit in a region only.</summary>
    public abstract void Multiply(Bundle x, int kernelSize, NativeMatrix weight, Bundle z);

    /// <summary>The sums of one bundle that is lit in a region only.</summary>
    public abstract void Add(Bundle x, int kernelSize, Bundle gradient, float* sums);

    /// <summary>A (pool(ReLU(a (z - m) + b)) - M) + B of all images.</summary>
    public abstract void Pool(NativeMatrix z, MapLayout product, MapScales scales, NativeMatrix y, MapLayout pooled);

    /// <summary>The way back through pool(tanh(z + b)).</summary>
    public abstract float[] PropagateBiased(NativeMatrix z, MapLayout product, NativeMatrix gradient, MapLayout pooled, float* bias);

    /// <summary>
    /// The way back through pool(tanh(BN(z))) or pool(BN(tanh(z + b))), with the statistics of the batch: the gradients of gamma, beta and b.
    /// </summary>
    public abstract (float[] Gamma, float[] Beta, float[] Bias) PropagateNormalized(
        bool last, NativeMatrix z, MapLayout product, NativeMatrix gradient, MapLayout pooled, NormalizationMemory numbers, float* bias);

    /// <summary>Images as a convolution reads them: what comes of all in two batches, the second of which has fewer.</summary>
    public abstract void Load(ImageSet images, MapLayout layout, int first, int second, Action<NativeMatrix, Func<int, Bundle>> use);

    /// <summary>One step of descent for the weights.</summary>
    public abstract void Descend(
        NativeMatrix x, MapLayout below, int kernelSize, NativeMatrix gradient, MapLayout above, NativeMatrix weight, float rate);

    /// <summary>A workspace, and what is to be done with the stages that are made in it; the activation is tanh.</summary>
    public abstract void Train(ConvolutionalParameters parameters, int capacity, Action<IFirstTrainingStage, ITrainingStage[], ILayer[]> use);

    private sealed class AtWidth<V> : ConvolutionKernels
        where V : struct, IFloatVector<V>
    {
        public override int Lanes => V.Count;

        public override void Multiply(
            NativeMatrix x, MapLayout below, int kernelSize, NativeMatrix weight, NativeMatrix z, MapLayout above, int firstRow)
        {
            for (int image = 0; image < x.Rows; image += V.Count)
                ConvolutionProduct<V>.Multiply(new Bundle(x, below, image), kernelSize, weight, new Bundle(z, above, image), firstRow);
        }

        public override void Multiply(Bundle x, int kernelSize, NativeMatrix weight, Bundle z) =>
            ConvolutionProduct<V>.Multiply(x, kernelSize, weight, z);

        public override void Add(Bundle x, int kernelSize, Bundle gradient, float* sums) => KernelGradient<V>.Add(x, kernelSize, gradient, sums);

        public override void Pool(NativeMatrix z, MapLayout product, MapScales scales, NativeMatrix y, MapLayout pooled)
        {
            for (int image = 0; image < z.Rows; image += V.Count)
                PooledActivation<V, ReLU<V>>.Evaluate(
                    new Bundle(z, product, image), scales, new Bundle(y, pooled, image), 0, pooled.Rows);
        }

        public override float[] PropagateBiased(
            NativeMatrix z, MapLayout product, NativeMatrix gradient, MapLayout pooled, float* bias)
        {
            using var arena = new NativeArena();
            var sums = new ImageSums<V>(arena, product.Maps, z.Rows);
            for (int image = 0; image < z.Rows; image += V.Count)
                BiasedGradient<V, Tanh<V>>.Propagate(
                    new Bundle(z, product, image), new Bundle(gradient, pooled, image), bias, sums, z.Rows);
            return [.. Enumerable.Range(0, product.Maps).Select(map => sums.Total(map, z.Rows))];
        }

        public override (float[] Gamma, float[] Beta, float[] Bias) PropagateNormalized(
            bool last, NativeMatrix z, MapLayout product, NativeMatrix gradient, MapLayout pooled, NormalizationMemory numbers, float* bias) => last
                ? PropagateNormalized<AfterActivation<V, Tanh<V>>>(z, product, gradient, pooled, numbers, bias)
                : PropagateNormalized<BeforeActivation<V, Tanh<V>>>(z, product, gradient, pooled, numbers, bias);

        public override void Load(ImageSet images, MapLayout layout, int first, int second, Action<NativeMatrix, Func<int, Bundle>> use)
        {
            using var workspace = new Workspace<V>(first);
            var bundles = new BundledImages<V>(workspace, layout);
            bundles.Load(images, 0, first);
            MapBatch<V> batch = bundles.Load(images, 0, second);
            use(batch.Values, batch.Bundle);
        }

        public override void Descend(
            NativeMatrix x, MapLayout below, int kernelSize, NativeMatrix gradient, MapLayout above, NativeMatrix weight, float rate)
        {
            using var arena = new NativeArena();
            float* sums = arena.Allocate<float>(weight.Rows * weight.Columns * LaneSums.Lanes);
            for (int image = 0; image < x.Rows; image += V.Count)
                KernelGradient<V>.Add(new Bundle(x, below, image), kernelSize, new Bundle(gradient, above, image), sums);
            KernelGradient<V>.Descend(sums, weight, rate);
        }

        public override void Train(
            ConvolutionalParameters parameters, int capacity, Action<IFirstTrainingStage, ITrainingStage[], ILayer[]> use)
        {
            using var arena = new NativeArena();
            using var workspace = new Workspace<V>(capacity);
            LayerStack<V> layers = LayerStacks<V, Tanh<V>>.Of(arena, parameters.Definition);
            Write(layers.All, parameters);
            IFirstTrainingStage first = layers.First.StartTraining(workspace);
            use(first, [.. layers.Inner.Select(layer => layer.StartTraining(workspace))], [.. layers.All]);
        }

        private static void Write(IEnumerable<ILayer> layers, ConvolutionalParameters parameters)
        {
            foreach (var (matrix, tensor) in layers.SelectMany(layer => layer.Numbers).Zip(parameters.Tensors))
                matrix.Write(tensor.Values);
        }

        private static (float[] Gamma, float[] Beta, float[] Bias) PropagateNormalized<TPlacement>(
            NativeMatrix z, MapLayout product, NativeMatrix gradient, MapLayout pooled, NormalizationMemory numbers, float* bias)
            where TPlacement : struct, INormalizationPlacement<V>
        {
            using var workspace = new Workspace<V>(z.Rows);
            var scales = new MapScales(workspace.Arena, product.Maps);
            var normalization = new MapNormalization<V>(workspace, numbers, product, scales, TPlacement.Normalized(scales));
            for (int image = 0; image < z.Rows; image += V.Count)
                TPlacement.TakeMoments(normalization.Moments, new Bundle(z, product, image), bias);
            scales.Inner.SetBias(bias);
            normalization.Normalize(z.Rows);
            for (int map = 0; map < product.Maps; map++)
            {
                for (int image = 0; image < z.Rows; image += V.Count)
                    TPlacement.Sum(new Bundle(z, product, image), new Bundle(gradient, pooled, image), normalization, map);
                normalization.Total(map);
                for (int image = 0; image < z.Rows; image += V.Count)
                    TPlacement.Propagate(new Bundle(z, product, image), new Bundle(gradient, pooled, image), normalization, map);
            }

            var (gamma, beta, b) = (new float[product.Maps], new float[product.Maps], new float[product.Maps]);
            fixed (float* dgamma = gamma, dbeta = beta, db = b)
                normalization.Descend(new LayerNumbers(default, db, dgamma, dbeta), learningRate: -1);
            return (gamma, beta, b);
        }
    }
}
