using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// The way back from the sums of the gates to the two products that are normalized in them, s = k_u (u - mean_u) + k_v (v - mean_v) + b with
/// k = gamma / sqrt(variance + epsilon). Over the m images of the batch: db = sum ds and, for u and v alike, P = sum ds (u - mean_u),
/// dgamma = P / sqrt(variance + epsilon) and du = k (ds - db / m - P / ((variance + epsilon) m) (u - mean_u)).
/// </summary>
internal static unsafe class GateGradient<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>All columns of a strip.</summary>
    /// <param name="ds">images x columns; becomes du.</param>
    /// <param name="u">images x columns.</param>
    /// <param name="v">images x columns.</param>
    /// <param name="dv">images x columns; overwritten.</param>
    /// <param name="gates">What u and v are in this step.</param>
    /// <param name="gradients">One a column: db and both dgamma are added to them.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Backward(
        NativeMatrix ds, NativeMatrix u, NativeMatrix v, NativeMatrix dv, GateNormalizers gates, GateNormalizers.Gradients gradients)
    {
        V share = V.Broadcast(1f / ds.Rows);
        for (int column = 0; column < ds.Columns; column += V.Count)
        {
            V meanU = V.Load(gates.Hidden.Mean + column);
            V meanV = V.Load(gates.Input.Mean + column);
            V sum = Sums(
                ds.Values + column, ds.Stride, u.Values + column, u.Stride, meanU, v.Values + column, v.Stride, meanV, ds.Rows,
                out V projectionU, out V projectionV);

            V inverseU = gates.Hidden.InverseDeviation<V>(column);
            V inverseV = gates.Input.InverseDeviation<V>(column);
            V dGammaU = projectionU * inverseU;
            V dGammaV = projectionV * inverseV;
            (V.Load(gradients.Bias + column) + sum).Store(gradients.Bias + column);
            (V.Load(gradients.HiddenGamma + column) + dGammaU).Store(gradients.HiddenGamma + column);
            (V.Load(gradients.InputGamma + column) + dGammaV).Store(gradients.InputGamma + column);

            V meanGradient = sum * share;
            V scaleU = V.Load(gates.Hidden.Scale + column);
            V scaleV = V.Load(gates.Input.Scale + column);
            V slopeU = -(scaleU * (dGammaU * inverseU * share));
            V slopeV = -(scaleV * (dGammaV * inverseV * share));
            float* gradient = ds.Values + column;
            float* fromHidden = u.Values + column;
            float* fromInput = v.Values + column;
            float* target = dv.Values + column;
            for (int row = ds.Rows; row > 0; row--)
            {
                V centred = V.Load(gradient) - meanGradient;
                V.MultiplyAdd(slopeU, V.Load(fromHidden) - meanU, scaleU * centred).Store(gradient);
                V.MultiplyAdd(slopeV, V.Load(fromInput) - meanV, scaleV * centred).Store(target);
                gradient += ds.Stride;
                fromHidden += u.Stride;
                fromInput += v.Stride;
                target += dv.Stride;
            }
        }
    }

    /// <summary>Down one vector of columns: the sum of ds, of ds (u - mean_u) and of ds (v - mean_v).</summary>
    [MethodImpl(Compile.Inline)]
    private static V Sums(
        float* ds, nint dsStride, float* u, nint uStride, V meanU, float* v, nint vStride, V meanV, int rows, out V projectionU, out V projectionV)
    {
        V sum0 = V.Zero, sum1 = V.Zero, u0 = V.Zero, u1 = V.Zero, v0 = V.Zero, v1 = V.Zero;
        int row = 0;
        for (; row <= rows - 2; row += 2, ds += 2 * dsStride, u += 2 * uStride, v += 2 * vStride)
        {
            V gradient0 = V.Load(ds);
            V gradient1 = V.Load(ds + dsStride);
            sum0 += gradient0;
            sum1 += gradient1;
            V.AddProduct(ref u0, gradient0, V.Load(u) - meanU);
            V.AddProduct(ref u1, gradient1, V.Load(u + uStride) - meanU);
            V.AddProduct(ref v0, gradient0, V.Load(v) - meanV);
            V.AddProduct(ref v1, gradient1, V.Load(v + vStride) - meanV);
        }

        if (row < rows)
        {
            V gradient = V.Load(ds);
            sum0 += gradient;
            V.AddProduct(ref u0, gradient, V.Load(u) - meanU);
            V.AddProduct(ref v0, gradient, V.Load(v) - meanV);
        }

        projectionU = u0 + u1;
        projectionV = v0 + v1;
        return sum0 + sum1;
    }
}
