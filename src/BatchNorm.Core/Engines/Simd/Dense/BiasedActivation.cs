using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>What follows the product in a layer without batch normalization: y = f(z + b).</summary>
internal static unsafe class BiasedActivation<V, F>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <summary>y = f(z + b), keeping f'(z + b) for the way back.</summary>
    /// <param name="z">images x units; becomes the slopes.</param>
    /// <param name="bias">One a unit.</param>
    /// <param name="y">images x units; overwritten.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Forward(NativeMatrix z, float* bias, NativeMatrix y)
    {
        for (int row = 0; row < z.Rows; row++)
        {
            float* input = z.Row(row);
            float* output = y.Row(row);
            for (int column = 0; column < z.Width; column += V.Count)
            {
                F.Evaluate(V.Load(input + column) + V.Load(bias + column), out V slope).Store(output + column);
                slope.Store(input + column);
            }
        }
    }

    /// <summary>y = f(z + b), for inference.</summary>
    /// <param name="z">images x units; becomes y.</param>
    /// <param name="bias">One a unit.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Infer(NativeMatrix z, float* bias)
    {
        for (int row = 0; row < z.Rows; row++)
        {
            float* values = z.Row(row);
            for (int column = 0; column < z.Width; column += V.Count)
                F.Evaluate(V.Load(values + column) + V.Load(bias + column), out _).Store(values + column);
        }
    }

    /// <summary>dz = dy f'(z + b), and one step of descent for the bias: b -= rate sum_i dz[i].</summary>
    /// <param name="gradient">images x units: dL/dy; becomes dL/dz.</param>
    /// <param name="slopes">What <see cref="Forward"/> made of z.</param>
    /// <param name="bias">One a unit.</param>
    /// <param name="learningRate">The step.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Backward(NativeMatrix gradient, NativeMatrix slopes, float* bias, float learningRate)
    {
        nint stride = gradient.Stride;
        int rows = gradient.Rows;
        for (int column = 0; column < gradient.Width; column += V.Count)
        {
            float* dy = gradient.Values + column;
            float* slope = slopes.Values + column;
            V sum0 = V.Zero, sum1 = V.Zero;
            int row = 0;
            for (; row <= rows - 2; row += 2, dy += 2 * stride, slope += 2 * stride)
            {
                V dz0 = V.Load(dy) * V.Load(slope);
                V dz1 = V.Load(dy + stride) * V.Load(slope + stride);
                dz0.Store(dy);
                dz1.Store(dy + stride);
                sum0 += dz0;
                sum1 += dz1;
            }

            if (row < rows)
            {
                V dz = V.Load(dy) * V.Load(slope);
                dz.Store(dy);
                sum0 += dz;
            }

            V.MultiplyAdd(V.Broadcast(-learningRate), sum0 + sum1, V.Load(bias + column)).Store(bias + column);
        }
    }
}
