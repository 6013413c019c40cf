using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>The weights that the gradient comes back through: the way back to a convolution's input is a convolution too.</summary>
internal static unsafe class MirroredKernels
{
    /// <summary>mirrored[(map, i, j), in] = W[(in, k - 1 - i, k - 1 - j), map].</summary>
    /// <param name="weight">W: (maps below x k x k) x maps.</param>
    /// <param name="kernelSize">k.</param>
    /// <param name="mirrored">(maps x k x k) x maps below; overwritten.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Write(NativeMatrix weight, int kernelSize, NativeMatrix mirrored)
    {
        int taps = kernelSize * kernelSize;
        for (int input = 0; input < mirrored.Columns; input++)
        {
            for (int tap = 0; tap < taps; tap++)
            {
                float* source = weight.Row((input * taps) + tap);
                float* target = mirrored.Row(taps - 1 - tap) + input;
                for (int map = 0; map < weight.Columns; map++, target += taps * (nint)mirrored.Stride)
                    *target = source[map];
            }
        }
    }
}
