using System.Management.Automation;
using BatchNorm.Plotting.Sweeps;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Reads the name of a setting that an axis may show, in any case, and refuses any other with a list of those there are.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingNameAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        string text = $"{inputData}";
        return SweepPlot.SettingNames.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentTransformationMetadataException(
                $"'{text}' is no setting to put on an axis. Give one of {string.Join(", ", SweepPlot.SettingNames)}.");
    }
}
