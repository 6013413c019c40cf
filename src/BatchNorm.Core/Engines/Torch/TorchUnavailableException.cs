using BatchNorm.Settings;

namespace BatchNorm.Engines.Torch;

/// <summary>libtorch cannot be loaded on this machine. The message says which file failed, why, and the way out.</summary>
public class TorchUnavailableException : EngineUnavailableException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is missing, where, and the way out.</param>
    /// <param name="cause">What the system's loader said, where it was asked.</param>
    public TorchUnavailableException(string message, Exception? cause = null)
        : base(EngineKind.Torch, message, cause)
    {
    }
}
