namespace BatchNorm.Engines.Torch;

/// <summary>TorchSharp and libtorch, which can be left out of an installation, are not there.</summary>
public sealed class TorchMissingException : TorchUnavailableException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="cause">What the loader said.</param>
    public TorchMissingException(Exception cause)
        : base(
            "The Torch engine needs TorchSharp and libtorch, and they are not installed. (The Simd engine, for fully connected networks, " +
            "needs neither.)",
            cause)
    {
    }
}
