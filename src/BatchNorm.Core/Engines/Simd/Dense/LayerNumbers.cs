using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>What descent moves in one layer, or, in the same form, the gradients of that.</summary>
/// <param name="weight">W, inputs x units.</param>
/// <param name="bias">One a unit.</param>
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
    public LayerNumbers AllocateAlike(NativeArena arena, int lanes)
    {
        int width = Weight.Width;
        bool isNormalized = Gamma is not null;
        return new LayerNumbers(
            arena.AllocateMatrix(Weight.Rows, Weight.Columns, lanes),
            arena.Allocate<float>(width),
            isNormalized ? arena.Allocate<float>(width) : null,
            isNormalized ? arena.Allocate<float>(width) : null);
    }

    /// <summary>Sets all numbers to 0.</summary>
    public void Clear()
    {
        new Span<float>(Weight.Values, Weight.Rows * Weight.Stride).Clear();
        foreach (nint vector in (ReadOnlySpan<nint>)[(nint)Bias, (nint)Gamma, (nint)Beta])
        {
            if (vector != 0)
                new Span<float>((void*)vector, Weight.Width).Clear();
        }
    }

    /// <summary>The numbers as matrices, in the order of a network's tensors: W, then the bias or gamma and beta.</summary>
    public IReadOnlyList<NativeMatrix> Matrices() => Gamma is null ? [Weight, Row(Bias)] : [Weight, Row(Gamma), Row(Beta)];

    private NativeMatrix Row(float* vector) => new(vector, 1, Weight.Columns, Weight.Width, Weight.Width);
}
