using System.Management.Automation;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Takes an empty text, as CSV files write a value that is not there, for no value; PowerShell would make it 0.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BlankIsNullAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is "" ? null : inputData;
}
