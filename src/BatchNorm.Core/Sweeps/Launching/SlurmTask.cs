namespace BatchNorm.Sweeps.Launching;

/// <summary>A worker that Slurm has not done with: one task of an array job.</summary>
/// <param name="JobName">The submission's name for the job.</param>
/// <param name="JobId">Slurm's number of the whole job.</param>
/// <param name="Index">Which of the job's workers it is, from 0.</param>
/// <param name="State">What Slurm says of it: PENDING, RUNNING, COMPLETING and others.</param>
/// <param name="Node">Where it runs; empty while it waits.</param>
/// <param name="Reason">Why it waits, in Slurm's words; None where it does not.</param>
public sealed record SlurmTask(string JobName, string JobId, int Index, string State, string Node, string Reason)
{
    /// <summary>Whether it works at the moment, as far as Slurm knows.</summary>
    public bool IsRunning => State == "RUNNING";
}
