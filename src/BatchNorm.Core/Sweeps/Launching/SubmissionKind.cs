namespace BatchNorm.Sweeps.Launching;

/// <summary>What workers were handed to.</summary>
public enum SubmissionKind
{
    /// <summary>Processes on the computer that they were started from.</summary>
    Local,

    /// <summary>An array job of Slurm.</summary>
    Slurm,

    /// <summary>Processes on another computer, started through a remote session.</summary>
    Session,
}
