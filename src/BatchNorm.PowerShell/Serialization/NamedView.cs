using System.Management.Automation;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Serialization;

/// <summary>Results of an experiment that has a name are shown in the view that has room for it.</summary>
internal static class NamedView
{
    /// <summary>A result as it goes to the pipeline.</summary>
    public static PSObject Of(ExperimentSettings result)
    {
        PSObject output = PSObject.AsPSObject(result);
        if (result.Name.Length > 0)
            output.TypeNames.Insert(0, $"{result.GetType()}#Named");
        return output;
    }
}
