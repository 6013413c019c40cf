using System.Runtime.CompilerServices;
using BatchNorm.Engines.Torch.Recurrent;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Torch;

/// <summary>
/// TorchSharp on libtorch, with gradients by its autograd: not the fastest engine, but one whose arithmetic others wrote and
/// checked. libtorch is loaded when the first network is made, not before.
/// </summary>
public sealed class TorchEngine : IEngine
{
    /// <inheritdoc/>
    public EngineKind Kind => EngineKind.Torch;

    /// <inheritdoc/>
    public int? VectorWidth => null;

    /// <inheritdoc/>
    /// <exception cref="TorchMissingException">TorchSharp is not installed.</exception>
    public string Library => TorchLibrary.Version;

    /// <inheritdoc/>
    /// <exception cref="TorchUnavailableException">TorchSharp or libtorch is missing, or cannot be loaded on this machine.</exception>
    public INetwork CreateNetwork(NetworkParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        TorchLibrary.Load();
        return Create(parameters);
    }

    /// <summary>Compiled when TorchSharp is there: its types are in the networks'.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static INetwork Create(NetworkParameters parameters) => parameters switch
    {
        RecurrentParameters recurrent => new RecurrentNetwork(recurrent),
        LayeredParameters layered => new TorchNetwork(layered.Definition, TorchLayers.Of(layered)),
        _ => throw new ArgumentException($"The Torch engine has no {parameters.Definition.Architecture} networks.", nameof(parameters)),
    };
}
