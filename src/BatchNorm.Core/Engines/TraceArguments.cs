using BatchNorm.Networks;

namespace BatchNorm.Engines;

/// <summary>What every engine checks before it traces activations.</summary>
internal static class TraceArguments
{
    /// <summary>Checks what <see cref="INetwork.TraceActivations"/> was given.</summary>
    /// <exception cref="ArgumentException">A hidden layer has no such unit.</exception>
    public static void Check(LayeredDefinition definition, int unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unit);
        foreach (LayerShape layer in definition.Layers.SkipLast(1))
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unit, layer.Units);
    }
}
