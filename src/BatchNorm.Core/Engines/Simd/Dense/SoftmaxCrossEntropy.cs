using System.Runtime.CompilerServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>The loss: the mean over the batch of -log softmax(logits)[label].</summary>
internal static unsafe class SoftmaxCrossEntropy<V>
    where V : struct, IFloatVector<V>
{
    /// <summary>
    /// Its gradient: dlogits = (softmax(logits) - onehot(label)) / m. The largest logit is taken off first, so that exp cannot
    /// overflow.
    /// </summary>
    /// <param name="logits">
    /// m images x classes, without the bias; becomes the gradient.
    /// </param>
    /// <param name="bias">One a class.</param>
    /// <param name="labels">One an image.</param>
    [MethodImpl(Compile.Kernel)]
    public static void Gradient(NativeMatrix logits, float* bias, ReadOnlySpan<byte> labels)
    {
        float share = 1f / logits.Rows;
        for (int row = 0; row < logits.Rows; row++)
        {
            float* values = logits.Row(row);
            for (int i = 0; i < logits.Width; i += V.Count)
                (V.Load(values + i) + V.Load(bias + i)).Store(values + i);
            for (int i = logits.Columns; i < logits.Width; i++)
                values[i] = float.NegativeInfinity; // whatever padding holds, it is no class

            V largest = V.Load(values);
            for (int i = V.Count; i < logits.Width; i += V.Count)
                largest = V.Max(largest, V.Load(values + i));
            V max = V.Broadcast(V.Largest(largest));
            for (int i = 0; i < logits.Width; i += V.Count)
                VectorMath<V>.Exp(V.Load(values + i) - max).Store(values + i);

            V scale = V.Broadcast(share / LaneSums.Sum<V>(values, logits.Width));
            for (int i = 0; i < logits.Width; i += V.Count)
                (V.Load(values + i) * scale).Store(values + i);
            values[labels[row]] -= share;
        }
    }
}
