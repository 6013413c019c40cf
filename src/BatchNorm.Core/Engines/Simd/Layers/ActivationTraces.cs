namespace BatchNorm.Engines.Simd.Layers;

/// <summary>Shows what activation functions receive, hidden layer by hidden layer.</summary>
/// <param name="unit">The unit to be shown, from 0; null for all.</param>
/// <param name="visit">Is shown it.</param>
internal sealed class ActivationTraces(int? unit, ActivationVisitor visit)
{
    private int _layer;

    /// <summary>Goes on to the next hidden layer, and says which of its units are to be shown.</summary>
    /// <param name="units">How many it has.</param>
    public IEnumerable<int> NextLayer(int units)
    {
        _layer++;
        return unit is { } only ? [only] : Enumerable.Range(0, units);
    }

    /// <summary>Shows some of a unit's inputs.</summary>
    public void Show(int shown, ReadOnlySpan<float> inputs) => visit(_layer, shown, inputs);
}
