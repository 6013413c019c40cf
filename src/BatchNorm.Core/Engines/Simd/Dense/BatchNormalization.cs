using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Sums;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>
/// What follows the product in a layer with batch normalization: y = f(gamma x^ + beta), x^ = (z - mean) / sqrt(variance +
/// epsilon) (Ioffe, Szegedy 2015, Algorithm 1). A vector of units goes through all steps before the next one begins, so that its
/// column of the batch stays in the first-level cache.
/// </summary>
internal static unsafe class BatchNormalization<V, F>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <summary>Normalizes with the statistics of the batch, and moves the population's towards them.</summary>
    /// <param name="z">images x units; becomes x^.</param>
    /// <param name="normalization">The layer's parameters.</param>
    /// <param name="slopes">images x units: receives f'(gamma x^ + beta).</param>
    /// <param name="y">images x units; overwritten.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Forward(NativeMatrix z, NormalizationMemory normalization, NativeMatrix slopes, NativeMatrix y)
    {
        nint stride = z.Stride;
        for (int column = 0; column < z.Width; column += V.Count)
        {
            // 1. Mean and variance of the batch.
            V mean = ColumnMoments<V>.Measure(z.Values + column, stride, z.Rows, out V variance);
            V inverse = Inverse(variance, normalization.Epsilon);
            inverse.Store(normalization.InverseDeviation + column);

            // 2. The running estimates: p = decay p + (1 - decay) batch.
            Average(normalization.PopulationMean + column, mean, normalization);
            Average(normalization.PopulationVariance + column, variance, normalization);

            // 3. Normalize, scale and shift, activate.
            V gamma = V.Load(normalization.Gamma + column);
            V beta = V.Load(normalization.Beta + column);
            float* input = z.Values + column;
            float* slope = slopes.Values + column;
            float* output = y.Values + column;
            for (int row = 0; row < z.Rows; row++, input += stride, slope += stride, output += stride)
            {
                V normalized = (V.Load(input) - mean) * inverse;
                normalized.Store(input);
                F.Evaluate(V.MultiplyAdd(gamma, normalized, beta), out V derivative).Store(output);
                derivative.Store(slope);
            }
        }
    }

    /// <summary>Normalizes for inference; changes nothing in the layer.</summary>
    /// <param name="z">images x units; becomes y.</param>
    /// <param name="normalization">The layer's parameters.</param>
    /// <param name="source">Which statistics to normalize with.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Infer(NativeMatrix z, NormalizationMemory normalization, StatisticsSource source)
    {
        nint stride = z.Stride;
        for (int column = 0; column < z.Width; column += V.Count)
        {
            V mean = V.Load(normalization.PopulationMean + column);
            V variance = V.Load(normalization.PopulationVariance + column);
            if (source == StatisticsSource.Batch)
                mean = ColumnMoments<V>.Measure(z.Values + column, stride, z.Rows, out variance);

            V inverse = Inverse(variance, normalization.Epsilon);
            V gamma = V.Load(normalization.Gamma + column);
            V beta = V.Load(normalization.Beta + column);
            float* values = z.Values + column;
            for (int row = 0; row < z.Rows; row++, values += stride)
            {
                V normalized = (V.Load(values) - mean) * inverse;
                F.Evaluate(V.MultiplyAdd(gamma, normalized, beta), out _).Store(values);
            }
        }
    }

    /// <summary>
    /// The way back through activation and normalization, and one step of descent for gamma and beta. With g = dy f'(.), over
    /// the m images of the batch: dbeta = sum g, dgamma = sum g x^, and
    /// dz = gamma / sqrt(variance + epsilon) (g - dbeta / m - x^ dgamma / m).
    /// </summary>
    /// <param name="gradient">images x units: dL/dy; becomes dL/dz.</param>
    /// <param name="normalized">What <see cref="Forward"/> made of z.</param>
    /// <param name="slopes">What <see cref="Forward"/> kept.</param>
    /// <param name="normalization">The layer's parameters.</param>
    /// <param name="moved">Has the gamma and beta that descend: the layer's own, or others.</param>
    /// <param name="learningRate">The step.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Backward(
        NativeMatrix gradient, NativeMatrix normalized, NativeMatrix slopes, NormalizationMemory normalization, LayerNumbers moved, float learningRate)
    {
        nint stride = gradient.Stride;
        int rows = gradient.Rows;
        V rate = V.Broadcast(-learningRate);
        V one = V.Broadcast(1f / rows);
        for (int column = 0; column < gradient.Width; column += V.Count)
        {
            // 1. g, and the gradients of beta and gamma.
            V dBeta = SlopeGradients(
                gradient.Values + column, slopes.Values + column, normalized.Values + column, stride, rows, out V dGamma);

            // 2. dz, with the gamma that was used on the way forth.
            V gamma = V.Load(normalization.Gamma + column);
            V scale = gamma * V.Load(normalization.InverseDeviation + column);
            V meanGradient = dBeta * one;
            V meanProjection = dGamma * one;
            float* dz = gradient.Values + column;
            float* x = normalized.Values + column;
            for (int row = 0; row < rows; row++, dz += stride, x += stride)
            {
                V centred = V.Load(dz) - meanGradient;
                (scale * V.MultiplyAdd(-V.Load(x), meanProjection, centred)).Store(dz);
            }

            // 3. Descend.
            V.MultiplyAdd(rate, dGamma, V.Load(moved.Gamma + column)).Store(moved.Gamma + column);
            V.MultiplyAdd(rate, dBeta, V.Load(moved.Beta + column)).Store(moved.Beta + column);
        }
    }

    /// <summary>Replaces dy by g = dy f', down one vector of columns; returns the sum of g, and that of g x^.</summary>
    [MethodImpl(Compile.Inline)]
    private static V SlopeGradients(float* dy, float* slope, float* normalized, nint stride, int rows, out V projection)
    {
        V sum0 = V.Zero, sum1 = V.Zero, projection0 = V.Zero, projection1 = V.Zero;
        int row = 0;
        for (; row <= rows - 2; row += 2, dy += 2 * stride, slope += 2 * stride, normalized += 2 * stride)
        {
            V g0 = V.Load(dy) * V.Load(slope);
            V g1 = V.Load(dy + stride) * V.Load(slope + stride);
            g0.Store(dy);
            g1.Store(dy + stride);
            sum0 += g0;
            sum1 += g1;
            V.AddProduct(ref projection0, g0, normalized);
            V.AddProduct(ref projection1, g1, normalized + stride);
        }

        if (row < rows)
        {
            V g = V.Load(dy) * V.Load(slope);
            g.Store(dy);
            sum0 += g;
            V.AddProduct(ref projection0, g, normalized);
        }

        projection = projection0 + projection1;
        return sum0 + sum1;
    }

    [MethodImpl(Compile.Inline)]
    private static V Inverse(V variance, float epsilon) =>
        V.Broadcast(1) / V.SquareRoot(variance + V.Broadcast(epsilon));

    [MethodImpl(Compile.Inline)]
    private static void Average(float* estimate, V value, NormalizationMemory normalization) =>
        V.MultiplyAdd(V.Broadcast(normalization.Decay), V.Load(estimate), V.Broadcast(normalization.Renewal) * value)
            .Store(estimate);
}
