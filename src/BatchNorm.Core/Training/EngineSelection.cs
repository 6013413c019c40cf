using BatchNorm.Engines;
using BatchNorm.Engines.Simd;
using BatchNorm.Engines.Torch;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>Finds the engine for a network.</summary>
public static class EngineSelection
{
    /// <summary>The engine asked for, or the fastest that can run the network.</summary>
    /// <param name="kind">What was asked for.</param>
    /// <param name="definition">The network to be run.</param>
    /// <exception cref="ArgumentException">The engine asked for cannot run the network.</exception>
    public static IEngine For(EngineKind kind, NetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return kind switch
        {
            EngineKind.Auto => SimdEngine.CanCompute(definition, out _) ? new SimdEngine() : new TorchEngine(),
            EngineKind.Simd => SimdEngine.CanCompute(definition, out string reason)
                ? new SimdEngine()
                : throw new ArgumentException($"The Simd engine {reason}. Use the Torch engine, or leave the choice to Auto."),
            EngineKind.Torch => new TorchEngine(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such engine."),
        };
    }
}
