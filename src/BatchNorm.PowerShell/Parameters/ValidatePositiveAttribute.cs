using System.Globalization;
using System.Management.Automation;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Accepts finite numbers above 0 that float32 can hold; refuses NaN, which a range would let pass.</summary>
public sealed class ValidatePositiveAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        double value = (double)LanguagePrimitives.ConvertTo(element, typeof(double), CultureInfo.InvariantCulture);
        if (!PositiveFloat32.Holds(value))
            throw new ValidationMetadataException($"{SettingText.Number.Write(value)} is not {PositiveFloat32.Range}. Give one, such as 0.01.");
    }
}
