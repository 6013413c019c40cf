using System.Runtime.Intrinsics;
using BatchNorm.Data;
using BatchNorm.Engines.Simd.Dense;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;
using BenchmarkDotNet.Attributes;

namespace BatchNorm.Benchmarks;

/// <summary>The kernels of a step of the lesson's network: 60 images, 784 pixels, layers of 100 units, 10 classes.</summary>
/// <remarks>
/// A floor to hold the products against: most processors multiply and add two vectors a cycle at best, so that a dense product of
/// 60 x 100 x 100 takes 600,000 / (2 lanes) cycles.
/// </remarks>
public class KernelBenchmarks
{
    private Kernels _kernels = null!;

    [GlobalSetup]
    public void Prepare()
    {
        if (Vector512.IsHardwareAccelerated)
            _kernels = new Kernels<Float32x16>();
        else if (Vector256.IsHardwareAccelerated)
            _kernels = new Kernels<Float32x8>();
        else
            _kernels = new Kernels<Float32x4>();
    }

    [Benchmark]
    public void LoadBatch() => _kernels.LoadBatch();

    [Benchmark]
    public void TransposeBits() => _kernels.TransposeBits();

    [Benchmark]
    public void InputForward() => _kernels.InputForward();

    [Benchmark]
    public void InputUpdate() => _kernels.InputUpdate();

    [Benchmark]
    public void DenseForward() => _kernels.DenseForward();

    [Benchmark]
    public void DenseBackward() => _kernels.DenseBackward();

    [Benchmark]
    public void DenseUpdate() => _kernels.DenseUpdate();

    [Benchmark]
    public void BiasedReLU() => _kernels.BiasedReLU();

    [Benchmark]
    public void BiasedSigmoid() => _kernels.BiasedSigmoid();

    [Benchmark]
    public void BiasedBackward() => _kernels.BiasedBackward();

    [Benchmark]
    public void NormalizedReLU() => _kernels.NormalizedReLU();

    [Benchmark]
    public void NormalizedBackward() => _kernels.NormalizedBackward();

    [Benchmark]
    public void Softmax() => _kernels.Softmax();

    [GlobalCleanup]
    public void Release() => _kernels.Dispose();

    private abstract class Kernels : IDisposable
    {
        public abstract void LoadBatch();

        public abstract void TransposeBits();

        public abstract void InputForward();

        public abstract void InputUpdate();

        public abstract void DenseForward();

        public abstract void DenseBackward();

        public abstract void DenseUpdate();

        public abstract void BiasedReLU();

        public abstract void BiasedSigmoid();

        public abstract void BiasedBackward();

        public abstract void NormalizedReLU();

        public abstract void NormalizedBackward();

        public abstract void Softmax();

        public abstract void Dispose();
    }

    private sealed unsafe class Kernels<V> : Kernels
        where V : struct, IFloatVector<V>
    {
        private const int Images = 60;
        private const int Units = 100;
        private const int Classes = 10;
        private const float Rate = 1e-6f;

        private readonly NativeArena _arena = new();
        private readonly Random _random = new(1);
        private readonly BatchOrder _order = new(BenchmarkData.Digits.Training.Count, seed: 1);
        private readonly int[] _indices = new int[Images];
        private readonly byte[] _labels = new byte[Images];
        private readonly PixelBatch _batch;
        private readonly NormalizationMemory _normalization;
        private readonly NativeMatrix _inputWeight;
        private readonly NativeMatrix _weight;
        private readonly NativeMatrix _product;
        private readonly NativeMatrix _output;
        private readonly NativeMatrix _slopes;
        private readonly NativeMatrix _gradient;
        private readonly NativeMatrix _logits;
        private readonly float* _bias;
        private readonly float* _panel;

        public Kernels()
        {
            int pixels = BenchmarkData.Digits.Training.PixelsPerImage;
            _batch = new PixelBatch(_arena, Images, pixels);
            _inputWeight = Fill(pixels, Units);
            _weight = Fill(Units, Units);
            _product = Fill(Images, Units);
            _output = Fill(Images, Units);
            _slopes = Fill(Images, Units);
            _gradient = Fill(Images, Units);
            _logits = Fill(Images, Classes);
            _normalization = new NormalizationMemory(_arena, _product.Width, new BatchNormSettings());
            _bias = _arena.AllocateMatrix(1, Units, V.Count).Values;
            _panel = _arena.Allocate<float>(DenseProduct<V>.PanelSize);
            LoadBatch();
            TransposeBits();
        }

        public override void LoadBatch()
        {
            _order.Next(_indices);
            _batch.Load(BenchmarkData.Digits.Training, _indices);
        }

        public override void TransposeBits() => _batch.TransposeBits();

        public override void InputForward() => SparseProduct<V>.Multiply(_batch, _inputWeight, _product);

        public override void InputUpdate() => SparseProduct<V>.AddTransposedProduct(Rate, _batch, _gradient, _inputWeight);

        public override void DenseForward() => DenseProduct<V>.Multiply(_output, _weight, _product, _panel);

        public override void DenseBackward() => DenseProduct<V>.MultiplyTransposed(_gradient, _weight, _product, _panel);

        public override void DenseUpdate() => DenseProduct<V>.AddTransposedProduct(Rate, _output, _gradient, _weight, _panel);

        public override void BiasedReLU() => BiasedActivation<V, ReLU<V>>.Forward(_slopes, _bias, _output);

        public override void BiasedSigmoid() => BiasedActivation<V, Sigmoid<V>>.Forward(_slopes, _bias, _output);

        public override void BiasedBackward() => BiasedActivation<V, ReLU<V>>.Backward(_gradient, _slopes, _bias, Rate);

        public override void NormalizedReLU() =>
            BatchNormalization<V, ReLU<V>>.Forward(_product, _normalization, _slopes, _output);

        public override void NormalizedBackward() =>
            BatchNormalization<V, ReLU<V>>.Backward(
                _gradient, _product, _slopes, _normalization, new LayerNumbers(default, null, _normalization.Gamma, _normalization.Beta), Rate);

        public override void Softmax() => SoftmaxCrossEntropy<V>.Gradient(_logits, _bias, _labels);

        public override void Dispose() => _arena.Dispose();

        private NativeMatrix Fill(int rows, int columns)
        {
            NativeMatrix matrix = _arena.AllocateMatrix(rows, columns, V.Count);
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                    matrix.Row(row)[column] = (float)_random.NextDouble() - 0.5f;
            }

            return matrix;
        }
    }
}
