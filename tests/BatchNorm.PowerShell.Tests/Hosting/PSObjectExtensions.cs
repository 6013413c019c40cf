using System.Globalization;
using System.Management.Automation;

namespace BatchNorm.PowerShell.Hosting;

/// <summary>Properties of objects whose types the tests cannot name: they live in the module's load context.</summary>
public static class PSObjectExtensions
{
    public static T Value<T>(this PSObject source, string property) =>
        LanguagePrimitives.TryConvertTo(Property(source, property), CultureInfo.InvariantCulture, out T value)
            ? value
            : throw new InvalidCastException($"{property} is not a {typeof(T).Name}.");

    public static object? Property(this PSObject source, string property) =>
        (source.Properties[property] ?? throw new ArgumentException($"There is no property {property}.")).Value;

    public static PSObject Child(this PSObject source, string property) => PSObject.AsPSObject(source.Property(property)!);
}
