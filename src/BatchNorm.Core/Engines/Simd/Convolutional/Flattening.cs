using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>Between convolutions and fully connected layers: maps, an image a lane, become rows, an image a row, value by value.</summary>
/// <param name="maps">The maps, without borders.</param>
internal sealed unsafe class Flattening<V>(MapLayout maps) : IInnerLayer<V>
    where V : struct, IFloatVector<V>
{
    /// <inheritdoc/>
    public IReadOnlyList<NativeMatrix> Numbers => [];

    /// <inheritdoc/>
    public IReadOnlyList<NativeMatrix> Learned => [];

    /// <inheritdoc/>
    public IReadOnlyList<NativeMatrix> Gradients => [];

    /// <inheritdoc/>
    public ITrainingStage StartTraining(Workspace<V> workspace) => new Stage(workspace, maps.Values);

    /// <inheritdoc/>
    public IInferenceStage StartInference(Workspace<V> workspace) => new Stage(workspace, maps.Values);

    private sealed class Stage(Workspace<V> workspace, int values) : ITrainingStage, IInferenceStage
    {
        private readonly NativeMatrix _rows = workspace.AllocateRows(values);

        /// <inheritdoc/>
        public NativeMatrix Forward(NativeMatrix x)
        {
            NativeMatrix y = _rows.Slice(0, x.Rows);
            for (int image = 0; image < x.Rows; image += V.Count)
                Transposition.Transpose(x.Row(image), V.Count, values, V.Count, y.Row(image), y.Stride);
            return y;
        }

        /// <inheritdoc/>
        public NativeMatrix Infer(NativeMatrix x, StatisticsSource statistics, ActivationTraces? traces) => Forward(x);

        /// <inheritdoc/>
        public NativeMatrix Backward(NativeMatrix gradient, Descent descent)
        {
            // y is not needed any more: its memory serves the gradient. Lanes beyond the last image become 0.
            NativeMatrix x = _rows.Slice(0, gradient.Rows);
            for (int image = 0; image < gradient.Rows; image += V.Count)
            {
                for (int black = gradient.Rows; black < image + V.Count; black++)
                    new Span<float>(gradient.Row(black), values).Clear();
                Transposition.Transpose(gradient.Row(image), gradient.Stride, V.Count, values, x.Row(image), V.Count);
            }

            return x;
        }
    }
}
