using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// The products of x, what a step reads of the images, with the gates of a strip. They run over lit pixels only; where all are lit, they take
/// about as long as dense ones.
/// </summary>
internal static unsafe class LitProduct<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>Vectors whose sums are in registers at a time.</summary>
    private const int LongestStrip = 8;

    /// <summary>z = x W.</summary>
    /// <param name="images">Has x, images x pixels a step.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="weights">pixels a step x gates.</param>
    /// <param name="z">images x gates; overwritten.</param>
    public static void Multiply(LitPixels images, int step, NativeMatrix weights, NativeMatrix z) =>
        Multiply<OneVector<V>>(images, step, weights, z, adds: false);

    /// <summary>z += x W.</summary>
    /// <param name="images">Has x, images x pixels a step.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="weights">pixels a step x gates.</param>
    /// <param name="z">images x gates.</param>
    public static void Add(LitPixels images, int step, NativeMatrix weights, NativeMatrix z) =>
        Multiply<OneVector<V>>(images, step, weights, z, adds: true);

    /// <summary>dW += x^T dz.</summary>
    /// <param name="images">Has x^T, pixels a step x images.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="dz">images x gates.</param>
    /// <param name="gradient">pixels a step x gates.</param>
    public static void AddTransposed(LitImages images, int step, NativeMatrix dz, NativeMatrix gradient) =>
        AddTransposed<OneVector<V>>(images, step, dz, gradient);

    /// <summary>Makes the strip of vectors twice as long until it has the length that goes with the columns.</summary>
    private static void Multiply<TStrip>(LitPixels images, int step, NativeMatrix weights, NativeMatrix z, bool adds)
        where TStrip : struct, IStrip<TStrip, V>
    {
        if (TStrip.Length < LongestStrip && TStrip.Length * V.Count < z.Columns)
        {
            Multiply<Joined<V, TStrip, TStrip>>(images, step, weights, z, adds);
            return;
        }

        for (int column = 0; column < z.Columns; column += TStrip.Length * V.Count)
            MultiplyStrip<TStrip>(images, step, weights, z, column, adds);
    }

    [MethodImpl(Compile.Kernel)]
    private static void MultiplyStrip<TStrip>(LitPixels images, int step, NativeMatrix weights, NativeMatrix z, int column, bool adds)
        where TStrip : struct, IStrip<TStrip, V>
    {
        for (int row = 0; row < z.Rows; row++)
        {
            int count = images.Of(row, step, out float* values, out int* indices);
            if (adds && count == 0)
                continue;

            float* target = z.Row(row) + column;
            TStrip sum = adds ? TStrip.Load(target) : default;
            for (int i = 0; i < count; i++)
                sum.AddProduct(V.Broadcast(values[i]), weights.Row(indices[i]) + column);
            sum.Store(target);
        }
    }

    /// <inheritdoc cref="Multiply{TStrip}"/>
    private static void AddTransposed<TStrip>(LitImages images, int step, NativeMatrix dz, NativeMatrix gradient)
        where TStrip : struct, IStrip<TStrip, V>
    {
        if (TStrip.Length < LongestStrip && TStrip.Length * V.Count < dz.Columns)
        {
            AddTransposed<Joined<V, TStrip, TStrip>>(images, step, dz, gradient);
            return;
        }

        for (int column = 0; column < dz.Columns; column += TStrip.Length * V.Count)
            AddStrip<TStrip>(images, step, dz, gradient, column);
    }

    [MethodImpl(Compile.Kernel)]
    private static void AddStrip<TStrip>(LitImages images, int step, NativeMatrix dz, NativeMatrix gradient, int column)
        where TStrip : struct, IStrip<TStrip, V>
    {
        for (int index = 0; index < gradient.Rows; index++)
        {
            int count = images.Of(step, index, out float* values, out int* rows);
            if (count == 0)
                continue;

            float* target = gradient.Row(index) + column;
            var sum = TStrip.Load(target);
            for (int i = 0; i < count; i++)
                sum.AddProduct(V.Broadcast(values[i]), dz.Row(rows[i]) + column);
            sum.Store(target);
        }
    }
}
