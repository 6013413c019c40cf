using System.Management.Automation;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>What machines cannot do for a sweep, for the cmdlets that tell how it stands.</summary>
internal static class MachineProblems
{
    /// <summary>Warns of each once, with the machines that have it, for as long as there is anything left to do.</summary>
    public static void Warn(Cmdlet cmdlet, SweepStatus status)
    {
        if (status.HasEnded)
            return;
        foreach (IGrouping<string, MachineProblem> same in status.Problems.GroupBy(problem => problem.Message, StringComparer.Ordinal))
        {
            cmdlet.WriteWarning($"Runs of the {same.First().Engine} engine are left to other machines by {string.Join(", ", same.Select(problem => problem.Host))}: {same.Key} "
                + "Start-BatchNormSweep tries it again.");
        }
    }
}
