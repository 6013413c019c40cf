using BatchNorm.Engines.Simd.Dense;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd;

/// <summary>The parameters of one layer, in the engine's memory.</summary>
internal sealed unsafe class SimdLayer
{
    /// <summary>Makes room for a layer and copies its parameters there.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="parameters">What the layer starts from.</param>
    /// <param name="batchNorm">The constants of batch normalization; used only where the parameters have one.</param>
    /// <param name="lanes">Lanes of the vectors that will work on it.</param>
    /// <param name="biasPadding">What stands beyond the last unit's bias.</param>
    public SimdLayer(NativeArena arena, LayerParameters parameters, BatchNormSettings? batchNorm, int lanes, float biasPadding)
    {
        Matrix weight = parameters.Weight;
        Weight = arena.AllocateMatrix(weight.Rows, weight.Columns, lanes);
        Bias = arena.Allocate<float>(Weight.Width);
        new Span<float>(Bias, Weight.Width)[Units..].Fill(biasPadding);
        if (parameters.Normalization is not null)
            Normalization = new NormalizationMemory(arena, Weight.Width, batchNorm!);
        Write(parameters);
    }

    /// <summary>W, inputs x units.</summary>
    public NativeMatrix Weight { get; }

    /// <summary>One a unit; 0 in a normalized layer, which has none.</summary>
    public float* Bias { get; }

    /// <summary>What batch normalization learns and estimates, or null in a layer without it.</summary>
    public NormalizationMemory? Normalization { get; }

    /// <summary>What descent moves.</summary>
    public LayerNumbers Learned => Normalization is { } n
        ? new LayerNumbers(Weight, Bias, n.Gamma, n.Beta)
        : new LayerNumbers(Weight, Bias, null, null);

    private int Units => Weight.Columns;

    /// <summary>Copies parameters of such a layer here.</summary>
    public void Write(LayerParameters parameters)
    {
        Matrix weight = parameters.Weight;
        for (int row = 0; row < weight.Rows; row++)
            weight.Values.Slice(row * weight.Columns, weight.Columns).CopyTo(new Span<float>(Weight.Row(row), weight.Columns));
        if (parameters.Bias is { } bias)
            Write(bias, Bias);
        if (Normalization is not { } target || parameters.Normalization is not { } source)
            return;

        Write(source.Gamma, target.Gamma);
        Write(source.Beta, target.Beta);
        Write(source.PopulationMean, target.PopulationMean);
        Write(source.PopulationVariance, target.PopulationVariance);
    }

    /// <summary>A copy of the parameters as they are now.</summary>
    public LayerParameters Read()
    {
        var values = new float[(long)Weight.Rows * Units];
        for (int row = 0; row < Weight.Rows; row++)
            new ReadOnlySpan<float>(Weight.Row(row), Units).CopyTo(values.AsSpan(row * Units));

        var weight = new Matrix(Weight.Rows, Units, values);
        return Normalization is { } n
            ? new LayerParameters(weight, null, new NormalizationParameters(
                Copy(n.Gamma), Copy(n.Beta), Copy(n.PopulationMean), Copy(n.PopulationVariance)))
            : new LayerParameters(weight, Copy(Bias), null);
    }

    private static void Write(IReadOnlyList<float> values, float* target)
    {
        for (int i = 0; i < values.Count; i++)
            target[i] = values[i];
    }

    private float[] Copy(float* values) => new ReadOnlySpan<float>(values, Units).ToArray();
}
