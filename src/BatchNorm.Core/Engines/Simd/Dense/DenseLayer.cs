using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>
/// A fully connected hidden layer: y = f(xW + b), f(BN(xW)) or BN(f(xW + b)). It reads images, or what another layer made of them.
/// </summary>
internal sealed unsafe class DenseLayer<V, F> : ProductLayer, IFirstLayer<V>, IInnerLayer<V>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly bool _normalizesLast;

    /// <summary>Makes room for a layer's numbers; everything is 0.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="definition">The network.</param>
    /// <param name="index">Which of its layers.</param>
    public DenseLayer(NativeArena arena, LayeredDefinition definition, int index)
        : base(arena, definition.Layers[index], definition.HasBias(index), definition.BatchNorm, V.Count) =>
        _normalizesLast = definition.BatchNorm?.Placement == BatchNormPlacement.AfterActivation;

    /// <inheritdoc/>
    IFirstTrainingStage IFirstLayer<V>.StartTraining(Workspace<V> workspace) => new PixelTraining<V>(workspace, this, Units(workspace));

    /// <inheritdoc/>
    IFirstInferenceStage IFirstLayer<V>.StartInference(Workspace<V> workspace) => new PixelInference<V, F>(workspace, this);

    /// <inheritdoc/>
    ITrainingStage IInnerLayer<V>.StartTraining(Workspace<V> workspace) => new DenseTraining<V>(workspace, this, Units(workspace));

    /// <inheritdoc/>
    IInferenceStage IInnerLayer<V>.StartInference(Workspace<V> workspace) => new DenseInference<V, F>(workspace, this);

    /// <summary>What follows the product in an inference.</summary>
    /// <param name="z">images x units; becomes y.</param>
    /// <param name="statistics">What batch normalization normalizes with.</param>
    /// <param name="traces">Shows what the activation functions receive, or null.</param>
    public void Infer(NativeMatrix z, StatisticsSource statistics, ActivationTraces? traces)
    {
        if (Normalization is null || _normalizesLast)
        {
            Show(z, traces);
            BiasedActivation<V, F>.Infer(z, Bias);
            if (Normalization is not null)
                BatchNormalization<V, Identity<V>>.Infer(z, Normalization, statistics);
        }
        else if (traces is null)
        {
            BatchNormalization<V, F>.Infer(z, Normalization, statistics);
        }
        else
        {
            // What is done at once otherwise is done in two steps here, with a look in between.
            BatchNormalization<V, Identity<V>>.Infer(z, Normalization, statistics);
            Show(z, traces);
            BiasedActivation<V, F>.Infer(z, Bias);
        }
    }

    private IUnits Units(Workspace<V> workspace) =>
        Normalization is null ? new BiasedUnits<V, F>(workspace, this)
        : _normalizesLast ? new UnitsNormalizedLast<V, F>(workspace, this)
        : new NormalizedUnits<V, F>(workspace, this);

    /// <summary>Shows z + b of the units, image by image.</summary>
    private void Show(NativeMatrix z, ActivationTraces? traces)
    {
        if (traces is null)
            return;

        var column = new float[z.Rows];
        foreach (int unit in traces.NextLayer(z.Columns))
        {
            for (int row = 0; row < column.Length; row++)
                column[row] = z.Row(row)[unit] + Bias[unit];
            traces.Show(unit, column);
        }
    }
}
