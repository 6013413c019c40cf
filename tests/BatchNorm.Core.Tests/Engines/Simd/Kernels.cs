using BatchNorm.Engines.Simd.Dense;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Sums;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd;

/// <summary>The engine's kernels at one width, so that a test can be run at every width, whatever the processor has.</summary>
internal abstract unsafe class Kernels
{
    public static TheoryData<int> Widths => [4, 8, 16];

    public abstract int Lanes { get; }

    public static Kernels Of(int lanes) => lanes switch
    {
        4 => new AtWidth<Float32x4>(),
        8 => new AtWidth<Float32x8>(),
        16 => new AtWidth<Float32x16>(),
        _ => throw new ArgumentOutOfRangeException(nameof(lanes)),
    };

    public abstract INetwork CreateNetwork(NetworkParameters parameters);

    public abstract void Multiply(NativeMatrix a, NativeMatrix b, NativeMatrix c);

    public abstract void AddTransposedProduct(float scale, NativeMatrix a, NativeMatrix b, NativeMatrix c);

    public abstract void MultiplyTransposed(NativeMatrix a, NativeMatrix b, NativeMatrix c);

    public abstract void Multiply(PixelBatch x, NativeMatrix weight, NativeMatrix z);

    public abstract void AddTransposedProduct(float scale, PixelBatch x, NativeMatrix gradient, NativeMatrix weight);

    public abstract void Descend(NativeMatrix gradient, float* bias, float learningRate);

    public abstract void SoftmaxGradient(NativeMatrix logits, float* bias, byte[] labels);

    public abstract void NormalizeForward(NativeMatrix z, NormalizationMemory normalization, NativeMatrix slopes, NativeMatrix y);

    public abstract void NormalizeInfer(NativeMatrix z, NormalizationMemory normalization, StatisticsSource source);

    public abstract void NormalizeBackward(
        NativeMatrix gradient, NativeMatrix normalized, NativeMatrix slopes, NormalizationMemory normalization, float learningRate);

    /// <summary>Activates z + bias in place, leaving the slopes in z.</summary>
    public abstract void Activate(Activation activation, NativeMatrix z, float* bias, NativeMatrix y);

    public abstract void ActivateInfer(Activation activation, NativeMatrix z, float* bias);

    public abstract void ActivateBackward(NativeMatrix gradient, NativeMatrix slopes, float* bias, float learningRate);

    /// <summary>A function of <see cref="VectorMath{V}"/> by its name, one vector at a time.</summary>
    public abstract float[] Map(string function, float[] values);

    private sealed class AtWidth<V> : Kernels
        where V : struct, IFloatVector<V>
    {
        public override int Lanes => V.Count;

        public override INetwork CreateNetwork(NetworkParameters parameters) => SimdEngine.Create<V>(parameters);

        public override void Multiply(NativeMatrix a, NativeMatrix b, NativeMatrix c)
        {
            fixed (float* panel = new float[DenseProduct<V>.PanelSize])
                DenseProduct<V>.Multiply(a, b, c, panel);
        }

        public override void AddTransposedProduct(float scale, NativeMatrix a, NativeMatrix b, NativeMatrix c)
        {
            fixed (float* panel = new float[DenseProduct<V>.PanelSize])
                DenseProduct<V>.AddTransposedProduct(scale, a, b, c, panel);
        }

        public override void MultiplyTransposed(NativeMatrix a, NativeMatrix b, NativeMatrix c)
        {
            fixed (float* panel = new float[DenseProduct<V>.PanelSize])
                DenseProduct<V>.MultiplyTransposed(a, b, c, panel);
        }

        public override void Multiply(PixelBatch x, NativeMatrix weight, NativeMatrix z)
        {
            fixed (float* panel = new float[DenseProduct<V>.PanelSize])
                InputProduct<V>.Multiply(x, weight, z, panel);
        }

        public override void AddTransposedProduct(float scale, PixelBatch x, NativeMatrix gradient, NativeMatrix weight)
        {
            fixed (float* panel = new float[DenseProduct<V>.PanelSize])
                InputProduct<V>.AddTransposedProduct(scale, x, gradient, weight, panel);
        }

        public override void Descend(NativeMatrix gradient, float* bias, float learningRate) =>
            ColumnSums<V>.Descend(gradient, bias, learningRate);

        public override void SoftmaxGradient(NativeMatrix logits, float* bias, byte[] labels) =>
            SoftmaxCrossEntropy<V>.Gradient(logits, bias, labels);

        public override void NormalizeForward(NativeMatrix z, NormalizationMemory normalization, NativeMatrix slopes, NativeMatrix y) =>
            BatchNormalization<V, Tanh<V>>.Forward(z, normalization, slopes, y);

        public override void NormalizeInfer(NativeMatrix z, NormalizationMemory normalization, StatisticsSource source) =>
            BatchNormalization<V, Tanh<V>>.Infer(z, normalization, source);

        public override void NormalizeBackward(
            NativeMatrix gradient, NativeMatrix normalized, NativeMatrix slopes, NormalizationMemory normalization, float learningRate)
            => BatchNormalization<V, Tanh<V>>.Backward(
                gradient, normalized, slopes, normalization, new LayerNumbers(default, null, normalization.Gamma, normalization.Beta), learningRate);

        public override void Activate(Activation activation, NativeMatrix z, float* bias, NativeMatrix y)
        {
            Action run = activation switch
            {
                Activation.ReLU => () => BiasedActivation<V, ReLU<V>>.Forward(z, bias, y),
                Activation.Sigmoid => () => BiasedActivation<V, Sigmoid<V>>.Forward(z, bias, y),
                Activation.Tanh => () => BiasedActivation<V, Tanh<V>>.Forward(z, bias, y),
                Activation.LeakyReLU => () => BiasedActivation<V, LeakyReLU<V>>.Forward(z, bias, y),
                Activation.ELU => () => BiasedActivation<V, ELU<V>>.Forward(z, bias, y),
                Activation.GELU => () => BiasedActivation<V, GELU<V>>.Forward(z, bias, y),
                Activation.SiLU => () => BiasedActivation<V, SiLU<V>>.Forward(z, bias, y),
                _ => () => BiasedActivation<V, Softplus<V>>.Forward(z, bias, y),
            };
            run();
        }

        public override void ActivateInfer(Activation activation, NativeMatrix z, float* bias)
        {
            if (activation == Activation.Tanh)
                BiasedActivation<V, Tanh<V>>.Infer(z, bias);
            else
                BiasedActivation<V, ReLU<V>>.Infer(z, bias);
        }

        public override void ActivateBackward(NativeMatrix gradient, NativeMatrix slopes, float* bias, float learningRate) =>
            BiasedActivation<V, Tanh<V>>.Backward(gradient, slopes, bias, learningRate);

        public override float[] Map(string function, float[] values)
        {
            float* source = stackalloc float[V.Count];
            float* target = stackalloc float[V.Count];
            var result = new float[values.Length];
            for (int start = 0; start < values.Length; start += V.Count)
            {
                int count = Math.Min(V.Count, values.Length - start);
                values.AsSpan(start, count).CopyTo(new Span<float>(source, V.Count));
                Evaluate(function, V.Load(source)).Store(target);
                new Span<float>(target, count).CopyTo(result.AsSpan(start));
            }

            return result;
        }

        private static V Evaluate(string function, V x)
        {
            V second;
            switch (function)
            {
                case nameof(VectorMath<V>.Exp):
                    return VectorMath<V>.Exp(x);
                case nameof(VectorMath<V>.ExpMinusOne):
                    return VectorMath<V>.ExpMinusOne(x, out _);
                case nameof(VectorMath<V>.Sigmoid):
                    return VectorMath<V>.Sigmoid(x);
                case nameof(VectorMath<V>.Tanh):
                    return VectorMath<V>.Tanh(x);
                case nameof(VectorMath<V>.LogOnePlus):
                    return VectorMath<V>.LogOnePlus(x);
                case nameof(VectorMath<V>.NormalDistribution):
                    return VectorMath<V>.NormalDistribution(x, out _);
                case "NormalDensity":
                    VectorMath<V>.NormalDistribution(x, out second);
                    return second;
                default:
                    throw new ArgumentException("There is no such function.", nameof(function));
            }
        }
    }
}
