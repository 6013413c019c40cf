using System.Management.Automation;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Accepts finite numbers above 0 that float32 can hold; refuses NaN, which a range would let pass.</summary>
public sealed class ValidatePositiveAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        double value = (double)LanguagePrimitives.ConvertTo(element, typeof(double), System.Globalization.CultureInfo.InvariantCulture);
        if (!(double.IsFinite(value) && (float)value is > 0 and < float.PositiveInfinity))
            throw new ValidationMetadataException($"{element} is not a finite number above 0. Give one, such as 0.01.");
    }
}
