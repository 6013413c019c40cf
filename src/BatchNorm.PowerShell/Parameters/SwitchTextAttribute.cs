using System.Management.Automation;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Takes a switch also as CSV files write it, "True" or "False", which PowerShell refuses to make a switch of.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SwitchTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string text && bool.TryParse(text, out bool isSet) ? isSet : inputData;
    }
}
