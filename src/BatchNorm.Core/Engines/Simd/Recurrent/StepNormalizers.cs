using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>The normalizers of one quantity in some steps, arranged as its columns are: one gamma, and a mean and a variance a step.</summary>
/// <param name="arena">Where.</param>
/// <param name="width">Columns, with room for what is left of the widest vector.</param>
/// <param name="steps">How many steps have room.</param>
/// <param name="epsilon">Added to the variance.</param>
internal sealed unsafe class StepNormalizers(NativeArena arena, int width, int steps, float epsilon)
{
    private readonly float* _scale = arena.Allocate<float>(width);
    private readonly float* _means = arena.Allocate<float>((long)steps * width);
    private readonly float* _variances = arena.Allocate<float>((long)steps * width);

    /// <summary>One a column, for all steps.</summary>
    public float* Gamma { get; } = arena.Allocate<float>(width);

    /// <summary>The normalizer of one step, from a column on. All steps share one scale: see <see cref="Normalizer.Rescale{V}"/>.</summary>
    public Normalizer At(int step, int column)
    {
        nint first = ((nint)step * width) + column;
        return new Normalizer(_means + first, _variances + first, Gamma + column, _scale + column, epsilon);
    }
}
