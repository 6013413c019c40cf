using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>Counts the flat inputs of the units it is shown, and the units that have no others.</summary>
/// <param name="activation">The activation of all hidden layers.</param>
internal sealed class FlatUnits(Activation activation)
{
    private readonly FlatRange _range = FlatRange.Of(activation);
    private readonly List<Count> _layers = [];

    /// <summary>Takes some inputs of a unit: see <see cref="Engines.ActivationVisitor"/>.</summary>
    public void Visit(int layer, int unit, ReadOnlySpan<float> inputs)
    {
        while (_layers.Count < layer)
            _layers.Add(new Count());
        Count count = _layers[layer - 1];
        long flat = 0, noNumbers = 0;
        foreach (float input in inputs)
        {
            if (_range.Has(input))
                flat++;
            else if (float.IsNaN(input))
                noNumbers++;
        }

        count.Inputs += inputs.Length;
        count.Flat += flat;
        count.NoNumbers += noNumbers;
        count.IsAlive[unit] = count.IsAlive.GetValueOrDefault(unit) || flat < inputs.Length;
    }

    /// <summary>The share of a layer's units that are flat on everything shown, and that of their inputs; null where there is no such layer.</summary>
    /// <param name="layer">The hidden layer, from 1.</param>
    public (double Dead, double Flat)? Of(int layer)
    {
        if (layer > _layers.Count)
            return null;
        Count count = _layers[layer - 1];
        return count.NoNumbers > 0
            ? (double.NaN, double.NaN)
            : ((double)count.IsAlive.Values.Count(isAlive => !isAlive) / count.IsAlive.Count, (double)count.Flat / count.Inputs);
    }

    private sealed class Count
    {
        public Dictionary<int, bool> IsAlive { get; } = [];

        public long Inputs { get; set; }

        public long Flat { get; set; }

        public long NoNumbers { get; set; }
    }
}
