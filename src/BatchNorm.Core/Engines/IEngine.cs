using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines;

/// <summary>Makes networks that can be trained, out of plain numbers.</summary>
public interface IEngine
{
    /// <summary>Which engine it is; never <see cref="EngineKind.Auto"/>.</summary>
    EngineKind Kind { get; }

    /// <summary>
    /// The bits of the vectors it computes with on this machine, or null where that is not for the module to know. Widths add up sums in
    /// different orders, so that results of different widths differ in their last bits.
    /// </summary>
    int? VectorWidth { get; }

    /// <summary>
    /// The library that computes, with its version and the instructions it uses here, or null where it is the module itself. Other versions
    /// differ in the last bits of their results.
    /// </summary>
    string? Library { get; }

    /// <summary>Makes a network that starts from the given parameters.</summary>
    INetwork CreateNetwork(NetworkParameters parameters);
}
