using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd;

/// <summary><see cref="GradientClipping"/> of gradients in the engine's memory.</summary>
internal static unsafe class ClippedGradients
{
    /// <summary>Shortens gradients to a common norm of 1 where they are longer.</summary>
    /// <param name="gradients">Those of all of a network's layers; changed.</param>
    public static void Clip(IReadOnlyList<NativeMatrix> gradients)
    {
        double squares = 0;
        for (int i = 0; i < gradients.Count; i++)
        {
            NativeMatrix gradient = gradients[i];
            for (int row = 0; row < gradient.Rows; row++)
                squares += GradientClipping.SquareSum(new ReadOnlySpan<float>(gradient.Row(row), gradient.Columns));
        }

        double factor = GradientClipping.Factor(squares);
        if (factor == 1)
            return;
        for (int i = 0; i < gradients.Count; i++)
            Multiply(gradients[i], (float)factor);
    }

    [MethodImpl(Compile.Kernel)]
    private static void Multiply(NativeMatrix gradient, float factor)
    {
        for (int row = 0; row < gradient.Rows; row++)
        {
            float* values = gradient.Row(row);
            int i = 0;
            for (; i <= gradient.Columns - Vector256<float>.Count; i += Vector256<float>.Count)
                (Vector256.Load(values + i) * factor).Store(values + i);
            for (; i < gradient.Columns; i++)
                values[i] *= factor;
        }
    }
}
