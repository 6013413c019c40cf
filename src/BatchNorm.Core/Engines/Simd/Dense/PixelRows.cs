using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>The images themselves, images x pixels: what the output layer of a network without hidden layers reads.</summary>
/// <param name="pixels">Pixels an image.</param>
internal sealed unsafe class PixelRows<V>(int pixels) : IFirstLayer<V>
    where V : struct, IFloatVector<V>
{
    /// <inheritdoc/>
    public IReadOnlyList<NativeMatrix> Numbers => [];

    /// <inheritdoc/>
    public IReadOnlyList<NativeMatrix> Learned => [];

    /// <inheritdoc/>
    public IReadOnlyList<NativeMatrix> Gradients => [];

    /// <inheritdoc/>
    public IFirstTrainingStage StartTraining(Workspace<V> workspace) => new Stage(workspace.AllocateRows(pixels));

    /// <inheritdoc/>
    public IFirstInferenceStage StartInference(Workspace<V> workspace) => new Stage(workspace.AllocateRows(pixels));

    private sealed class Stage(NativeMatrix rows) : IFirstTrainingStage, IFirstInferenceStage
    {
        public NativeMatrix Forward(MiniBatch batch)
        {
            NativeMatrix x = rows.Slice(0, batch.Size);
            for (int i = 0; i < batch.Size; i++)
                batch.Images.CopyTo(batch.Indices[i], 1, new Span<float>(x.Row(i), x.Columns));
            return x;
        }

        public void Backward(NativeMatrix gradient, Descent descent)
        {
        }

        public NativeMatrix Infer(ImageSet images, int start, int count, StatisticsSource statistics, ActivationTraces? traces)
        {
            NativeMatrix x = rows.Slice(0, count);
            for (int i = 0; i < count; i++)
                images.CopyTo(start + i, 1, new Span<float>(x.Row(i), x.Columns));
            return x;
        }
    }
}
