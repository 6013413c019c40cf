using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;
using BatchNorm.Randomness;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// An LSTM that reads images step by step; its y is the hidden state after the last step. <see cref="RecurrentDefinition"/> has the formulas.
/// </summary>
internal sealed class LstmLayer<V, F> : IFirstLayer<V>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly NativeArena _arena;
    private LstmParameters? _gradients;

    /// <summary>Makes room; everything is 0.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="definition">The network.</param>
    public LstmLayer(NativeArena arena, RecurrentDefinition definition)
    {
        _arena = arena;
        Definition = definition;
        FirstStates = new HiddenStateNoise(definition.InitialStateNoise);
        Parameters = new LstmParameters(arena, definition);
        if (definition.BatchNorm is { } batchNorm)
            Population = new PopulationStatistics(arena, definition, batchNorm);
        Learned = Parameters.Matrices();
    }

    /// <summary>The network.</summary>
    public RecurrentDefinition Definition { get; }

    /// <summary>What images begin with.</summary>
    public HiddenStateNoise FirstStates { get; }

    /// <summary>What training moves.</summary>
    public LstmParameters Parameters { get; }

    /// <summary>The running estimates, or null without batch normalization.</summary>
    public PopulationStatistics? Population { get; }

    /// <inheritdoc/>
    public IReadOnlyList<NativeMatrix> Numbers => Parameters.Normalization is { } n && Population is { } p
        ? [
            Parameters.InputWeight, Parameters.HiddenWeight, Parameters.Bias,
            n.InputGamma, p.Input.Mean, p.Input.Variance,
            n.HiddenGamma, p.Hidden.Mean, p.Hidden.Variance,
            n.CellGamma, n.CellBeta, p.Cell.Mean, p.Cell.Variance,
        ]
        : Learned;

    /// <inheritdoc/>
    public IReadOnlyList<NativeMatrix> Learned { get; }

    /// <inheritdoc/>
    public IReadOnlyList<NativeMatrix> Gradients => Room().Matrices();

    /// <inheritdoc/>
    public RandomSource? Noise => FirstStates.Training;

    /// <summary>The numbers that descend.</summary>
    public LstmParameters Moved(Descent descent) => descent.IntoGradients ? Room() : Parameters;

    /// <inheritdoc/>
    public IFirstTrainingStage StartTraining(Workspace<V> workspace) =>
        Population is null ? new PlainTraining<V, F>(workspace, this) : new NormalizedTraining<V, F>(workspace, this);

    /// <inheritdoc/>
    public IFirstInferenceStage StartInference(Workspace<V> workspace) =>
        Population is null ? new PlainInference<V, F>(workspace, this) : new NormalizedInference<V, F>(workspace, this);

    private LstmParameters Room() => _gradients ??= new LstmParameters(_arena, Definition);
}
