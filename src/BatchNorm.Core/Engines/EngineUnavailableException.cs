using BatchNorm.Settings;

namespace BatchNorm.Engines;

/// <summary>An engine cannot compute on this machine, whatever it is given. The message says why, and the way out.</summary>
public class EngineUnavailableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="message">What is missing, where, and the way out.</param>
    /// <param name="cause">What the system said, where it was asked.</param>
    public EngineUnavailableException(EngineKind engine, string message, Exception? cause = null)
        : base(message, cause)
    {
        Engine = engine;
    }

    /// <summary>The engine.</summary>
    public EngineKind Engine { get; }
}
