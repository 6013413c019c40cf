namespace BatchNorm.Engines.Simd.Layers;

/// <summary>Collects what the activation function of one unit receives, hidden layer by hidden layer.</summary>
/// <param name="unit">The unit, from 0.</param>
internal sealed class ActivationTraces(int unit)
{
    private readonly List<float[]> _inputs = [];

    /// <summary>The unit, from 0.</summary>
    public int Unit { get; } = unit;

    /// <summary>What was collected, from the first hidden layer on.</summary>
    public IReadOnlyList<float[]> Inputs => _inputs;

    /// <summary>Adds a layer's.</summary>
    /// <param name="inputs">Image by image; of a feature map all positions of an image, row by row.</param>
    public void Add(float[] inputs) => _inputs.Add(inputs);
}
