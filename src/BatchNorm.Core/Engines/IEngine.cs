using BatchNorm.Networks;

namespace BatchNorm.Engines;

/// <summary>Makes networks that can be trained, out of plain numbers.</summary>
public interface IEngine
{
    /// <summary>Which engine it is; never <see cref="EngineKind.Auto"/>.</summary>
    EngineKind Kind { get; }

    /// <summary>Makes a network that starts from the given parameters.</summary>
    INetwork CreateNetwork(NetworkParameters parameters);
}
