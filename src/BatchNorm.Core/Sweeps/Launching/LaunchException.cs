namespace BatchNorm.Sweeps.Launching;

/// <summary>Workers were not started, not found or not ended.</summary>
/// <param name="problem">What kept it from being done.</param>
/// <param name="message">What was tried and what came of it, in whole sentences.</param>
/// <param name="cause">What found it, where that was another exception.</param>
public sealed class LaunchException(LaunchProblem problem, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What kept it from being done.</summary>
    public LaunchProblem Problem => problem;
}
