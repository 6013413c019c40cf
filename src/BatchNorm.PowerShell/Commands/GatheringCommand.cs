using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Serialization;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that gathers runs or comparisons before it does anything with them. A sweep stands for its comparisons that are done.</summary>
public abstract class GatheringCommand : CancellableCommand
{
    private readonly SweepInput _sweeps = new();

    /// <summary>Takes each item, those of lists and of sweeps too. One that lost some of its properties on its way is an error, and the others are taken.</summary>
    private protected void Gather(IEnumerable<PSObject> input, Action<PSObject> take)
    {
        foreach (PSObject item in InputItems.In(input).SelectMany(Comparisons))
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

    /// <summary>What is missing of the sweeps that came in.</summary>
    private protected IReadOnlyList<MissingComparison> Missing => _sweeps.Missing;

    /// <summary>What is missing of the sweeps that came in, in a sentence that a warning has told; empty where nothing is.</summary>
    private protected string TellMissing()
    {
        string missing = _sweeps.MissingInWords;
        if (missing.Length > 0)
            WriteWarning($"{missing} What is not done is left out.");
        return missing;
    }

    private IEnumerable<PSObject> Comparisons(PSObject item)
    {
        try
        {
            IReadOnlyList<BatchNormComparison>? swept = _sweeps.Read(item);
            return swept is null ? [item] : swept.Select(PSObject.AsPSObject);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteError(Failure.OfSweep(exception, $"{item.Properties["Path"]?.Value}"));
            return [];
        }
    }
}
