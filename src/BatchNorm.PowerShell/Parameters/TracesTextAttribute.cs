using System.Collections;
using System.Management.Automation;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Reads what is to be traced: one name or several, which together are one value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TracesTextAttribute() : SettingTextAttribute<TraceKinds>(SettingText.Traces)
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? given = inputData is PSObject { BaseObject: IEnumerable wrapped } ? wrapped : inputData;
        return given is IEnumerable names and not string
            ? names.Cast<object?>().Aggregate(TraceKinds.None, (traces, name) => traces | One(base.Transform(engineIntrinsics, name)))
            : base.Transform(engineIntrinsics, inputData);
    }

    private static TraceKinds One(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) is TraceKinds traces
        ? traces
        : throw new ArgumentTransformationMetadataException($"'{value}' is not one of {string.Join(", ", Enum.GetNames<TraceKinds>())}. Give one of these names, or several.");
}
