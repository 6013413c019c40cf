using System.Management.Automation;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Serialization;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that gathers runs or comparisons before it does anything with them.</summary>
public abstract class GatheringCommand : CancellableCommand
{
    /// <summary>Takes each item, those of lists too. One that lost some of its properties on its way is an error, and the others are taken.</summary>
    private protected void Gather(IEnumerable<PSObject> input, Action<PSObject> take)
    {
        foreach (PSObject item in InputItems.In(input))
        {
            try
            {
                take(item);
            }
            catch (IncompleteDataException exception)
            {
                WriteError(Failure.Of(exception, item));
            }
        }
    }
}
