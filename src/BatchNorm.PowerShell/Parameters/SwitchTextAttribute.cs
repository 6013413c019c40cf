using System.Management.Automation;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Reads a switch as CSV files write it, "True" or "False", which PowerShell refuses to make a switch of.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SwitchTextAttribute() : SettingTextAttribute<bool>(SettingText.Flag)
{
    /// <summary>A switch that an object has no value of is off.</summary>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null or "" or PSObject { BaseObject: "" } ? false : base.Transform(engineIntrinsics, inputData);
}
