using BatchNorm.Networks;

namespace BatchNorm.Engines;

/// <summary>What every engine checks before it traces activations.</summary>
internal static class TraceArguments
{
    /// <summary>Checks what <see cref="INetwork.TraceActivations"/> was given.</summary>
    /// <exception cref="ArgumentException">A hidden layer has no such unit, or the room is not that of the values.</exception>
    public static void Check(NetworkDefinition definition, int count, int unit, Span<float> inputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unit);
        foreach (int units in definition.HiddenLayers)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unit, units);
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs.Length, definition.HiddenLayers.Count * count, nameof(inputs));
    }
}
