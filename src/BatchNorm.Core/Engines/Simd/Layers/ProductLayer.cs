using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Layers;

/// <summary>A layer that begins with a product xW, of whole images or patch by patch: what it keeps does not depend on which of the two it is.</summary>
internal abstract unsafe class ProductLayer : ILayer
{
    private readonly NativeArena _arena;
    private readonly int _lanes;
    private LayerNumbers? _gradients;

    /// <summary>Makes room for a layer's numbers; everything is 0.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="shape">How large the product is.</param>
    /// <param name="hasBias">Whether the layer has a bias.</param>
    /// <param name="batchNorm">How it is normalized, or null.</param>
    /// <param name="lanes">Lanes of the vectors that will work on it.</param>
    protected ProductLayer(NativeArena arena, LayerShape shape, bool hasBias, BatchNormSettings? batchNorm, int lanes)
    {
        _arena = arena;
        _lanes = lanes;
        NativeMatrix weight = arena.AllocateMatrix(shape.Inputs, shape.Units, lanes);
        if (batchNorm is not null)
            Normalization = new NormalizationMemory(arena, weight.Width, batchNorm);
        Bias = arena.Allocate<float>(weight.Width);
        Own = Normalization is { } n
            ? new LayerNumbers(weight, hasBias ? Bias : null, n.Gamma, n.Beta)
            : new LayerNumbers(weight, hasBias ? Bias : null, null, null);
        Learned = Own.Matrices();
    }

    /// <inheritdoc/>
    public IReadOnlyList<NativeMatrix> Numbers =>
        Normalization is { } n ? [.. Learned, Own.Row(n.PopulationMean), Own.Row(n.PopulationVariance)] : Learned;

    /// <inheritdoc/>
    public IReadOnlyList<NativeMatrix> Learned { get; }

    /// <inheritdoc/>
    public IReadOnlyList<NativeMatrix> Gradients => Room().Matrices();

    /// <summary>What batch normalization learns and estimates, or null in a layer without it.</summary>
    public NormalizationMemory? Normalization { get; }

    /// <summary>W, inputs x units.</summary>
    public NativeMatrix Weight => Own.Weight;

    /// <summary>One a unit; 0 in a layer that has none.</summary>
    public float* Bias { get; }

    private LayerNumbers Own { get; }

    /// <summary>The numbers that descend.</summary>
    public LayerNumbers Moved(Descent descent) => descent.IntoGradients ? Room() : Own;

    private LayerNumbers Room() => _gradients ??= Own.AllocateAlike(_arena, _lanes);
}
