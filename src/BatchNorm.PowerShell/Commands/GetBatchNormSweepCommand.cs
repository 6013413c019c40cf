using System.Management.Automation;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Get-BatchNormSweep: how it stands with a sweep, or with each of its cells. It looks at files, and changes none.</summary>
[Cmdlet(VerbsCommon.Get, "BatchNormSweep", DefaultParameterSetName = ByPath)]
[OutputType(typeof(SweepStatus), typeof(CellStatus))]
public sealed class GetBatchNormSweepCommand : SweepsCommand
{
    [Parameter(HelpMessage = "Writes each cell with its settings and how it stands, and not the sweep as a whole.")]
    public SwitchParameter Cell { get; set; }

    /// <inheritdoc/>
    private protected override void Process(SweepFolder sweep)
    {
        var survey = new SweepSurvey(sweep);
        if (!Cell)
        {
            SweepStatus status = survey.Status();
            MachineProblems.Warn(this, status);
            WriteObject(status);
            return;
        }

        foreach (CellStatus cell in survey.Cells())
            WriteObject(NamedView.Of(cell));
    }
}
