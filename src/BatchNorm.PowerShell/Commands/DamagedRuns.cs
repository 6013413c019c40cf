using System.Management.Automation;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Runs of a sweep that something changed or cut off, for the cmdlets that train.</summary>
internal static class DamagedRuns
{
    /// <summary>Sets them aside, so that they are trained again, and warns of each.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    /// <exception cref="IOException">The sweep cannot be read or written.</exception>
    public static void SetAside(CancellableCommand cmdlet, SweepFolder sweep)
    {
        try
        {
            foreach (string damaged in sweep.SetAsideDamagedRuns(cmdlet.Cancellation))
                cmdlet.WriteWarning($"The run {damaged} is damaged: its file was put into the folder's errors, and the run is trained again.");
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
