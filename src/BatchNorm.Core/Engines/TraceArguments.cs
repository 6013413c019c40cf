using BatchNorm.Networks;

namespace BatchNorm.Engines;

/// <summary>What every engine checks before it traces activations.</summary>
internal static class TraceArguments
{
    /// <summary>Checks what <see cref="INetwork.VisitActivations"/> was given.</summary>
    /// <exception cref="ArgumentException">A hidden layer has no such unit, or the architecture has no such layers.</exception>
    public static void Check(NetworkDefinition definition, int unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unit);
        if (definition is not LayeredDefinition layered)
            throw NoLayers();
        foreach (LayerShape layer in layered.Layers.SkipLast(1))
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unit, layer.Units);
    }

    /// <summary>The error for a network that has no layers to trace activations in.</summary>
    public static ArgumentException NoLayers() =>
        new("The inputs of activations can be traced in layers, and a recurrent network has none: it has as many distributions as steps. Trace neither activations nor dead units in it.");
}
