namespace BatchNorm.Training;

/// <summary>A checkpoint was refused: it is damaged, or of another training, or was computed in a way that gives other bits.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>Tells which checkpoint was refused and why.</summary>
    /// <param name="checkpoint">What errors call it.</param>
    /// <param name="reason">The check that failed, with what was expected and what was found, in whole sentences.</param>
    /// <param name="cause">What found it, where that was another exception.</param>
    public CheckpointException(string checkpoint, string reason, Exception? cause = null)
        : base($"Nothing goes on from {checkpoint}. {reason}", cause) => Reason = reason;

    /// <summary>The check that failed, with what was expected and what was found.</summary>
    public string Reason { get; }
}
