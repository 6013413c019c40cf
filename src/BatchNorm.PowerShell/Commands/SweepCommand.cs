using System.Management.Automation;
using BatchNorm.PowerShell.Errors;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that does something with sweeps that are there.</summary>
public abstract class SweepCommand : CancellableCommand
{
    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        foreach (string path in Folders())
        {
            try
            {
                Process(SweepFolder.Open(path));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OtherDataException)
            {
                Refuse(Failure.OfSweep(exception, path));
            }
        }
    }

    /// <summary>The folders that were named: full paths.</summary>
    private protected abstract IEnumerable<string> Folders();

    /// <summary>Does with a sweep what the cmdlet is for.</summary>
    /// <exception cref="IOException">The folder is damaged, or cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    /// <exception cref="OtherDataException">The images are not the sweep's.</exception>
    private protected abstract void Process(SweepFolder sweep);

    /// <summary>Tells of a sweep with which nothing could be done; those that come after it are looked at.</summary>
    protected virtual void Refuse(ErrorRecord failure) => WriteError(failure);
}
