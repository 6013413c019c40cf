using System.Globalization;
using System.Management.Automation;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>
/// Takes layer widths also as results and CSV files write them, "100,100,100", which PowerShell would read as one number with
/// thousands separators.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LayerWidthsAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether an empty text, which stands for layers of another architecture, means none.</summary>
    public bool AllowNone { get; init; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (AllowNone && value is null or "")
            return Array.Empty<int>();
        if (value is not string text || !text.Contains(',', StringComparison.Ordinal))
            return inputData;

        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        return Array.TrueForAll(parts, part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? Array.ConvertAll(parts, part => int.Parse(part, CultureInfo.InvariantCulture))
            : inputData;
    }
}
