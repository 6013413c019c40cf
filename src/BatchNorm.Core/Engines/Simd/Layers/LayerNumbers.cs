using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Layers;

/// <summary>What descent moves in one layer, or, in the same form, the gradients of that.</summary>
/// <param name="weight">W, inputs x units.</param>
/// <param name="bias">One a unit; null in a layer that has none.</param>
/// <param name="gamma">One a unit; null in a layer without batch normalization.</param>
/// <param name="beta">One a unit; null in a layer without batch normalization.</param>
internal readonly unsafe struct LayerNumbers(NativeMatrix weight, float* bias, float* gamma, float* beta)
{
    public NativeMatrix Weight { get; } = weight;

    public float* Bias { get; } = bias;

    public float* Gamma { get; } = gamma;

    public float* Beta { get; } = beta;

    /// <summary>Room for numbers of the same form.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="lanes">Lanes of the vectors that will work on them.</param>
    public LayerNumbers AllocateAlike(NativeArena arena, int lanes) => new(
        arena.AllocateMatrix(Weight.Rows, Weight.Columns, lanes),
        Bias is null ? null : arena.Allocate<float>(Weight.Width),
        Gamma is null ? null : arena.Allocate<float>(Weight.Width),
        Beta is null ? null : arena.Allocate<float>(Weight.Width));

    /// <summary>The numbers as matrices, in the order of a network's tensors: W, then what there is of bias, gamma and beta.</summary>
    public IReadOnlyList<NativeMatrix> Matrices()
    {
        List<NativeMatrix> matrices = [Weight];
        if (Bias is not null)
            matrices.Add(Row(Bias));
        if (Gamma is not null)
            matrices.AddRange([Row(Gamma), Row(Beta)]);
        return matrices;
    }

    /// <summary>One number a unit as a matrix.</summary>
    public NativeMatrix Row(float* vector) => new(vector, 1, Weight.Columns, Weight.Width, Weight.Width);
}
