using System.Management.Automation;
using BatchNorm.PowerShell.Progress;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Waits for workers of a sweep, and shows how far they are: for as long as there are any, or some may still come.</summary>
internal sealed class SweepWait(CancellableCommand cmdlet, SweepFolder sweep)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly SweepLife _life = new(cmdlet, sweep);
    private readonly SweepLook _look = new(cmdlet, sweep);
    private bool _hasLooked;
    private bool _mayCome = true;

    /// <summary>Waits a moment.</summary>
    /// <returns>Whether anything may have come, or may still come.</returns>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    /// <exception cref="IOException">The sweep cannot be read.</exception>
    public bool MayCome()
    {
        if (!_mayCome)
            return false;
        if (_hasLooked && cmdlet.Cancellation.WaitHandle.WaitOne(Interval))
            throw new PipelineStoppedException();
        _hasLooked = true;
        if (_look.Look([]) is { } status)
            _mayCome = !status.HasEnded && _life.MayGoOn(status);
        return _mayCome;
    }

    /// <summary>Takes the progress bar away, and says how many comparisons nobody is known to work on any more.</summary>
    /// <param name="missing">Comparisons that are neither there nor failed.</param>
    public void End(int missing)
    {
        _look.End();
        if (missing > 0)
        {
            cmdlet.WriteWarning($"Nobody is known to work on the sweep '{sweep.Path}' any more, and {missing} of its comparisons {(missing == 1 ? "is" : "are")} neither done nor failed. "
                + "Start-BatchNormSweep goes on with it; what workers wrote is in the folder's logs.");
            MachineProblems.Warn(cmdlet, new SweepSurvey(sweep).Status());
        }
    }
}
