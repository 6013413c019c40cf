using System.Collections;
using System.Globalization;
using System.Management.Automation;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>
/// Reads widths of layers: 100,100,100 is one network's, and so is the text '100,100,100' of results and CSV files. Where several are taken, each
/// list or text among others is one of them: (100,100,100), (50,50).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WidthsTextAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter takes several networks' widths.</summary>
    public bool Several { get; init; }

    /// <summary>Whether an empty text, as files write a value that is not there, is none.</summary>
    public bool BlankIsNone { get; init; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        try
        {
            string[] networks = [.. Networks(Unwrapped(inputData)).Where(widths => !BlankIsNone || widths.Length > 0)];
            return Several ? networks : networks.Length == 0 ? null : networks.Length == 1 ? networks[0] : throw new FormatException($"{networks.Length} lists of widths are more than one.");
        }
        catch (Exception exception) when (exception is FormatException or PSInvalidCastException)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }

    private static IEnumerable<string> Networks(object? value)
    {
        if (value is not IEnumerable items || value is string)
            return [Network(value)];
        object?[] networks = [.. items.Cast<object?>().Select(Unwrapped)];
        return networks.Any(item => item is IEnumerable) ? networks.Select(Network) : [Network(networks)];
    }

    private static string Network(object? value) => value switch
    {
        null => "",
        string text => Checked(SettingText.Widths.Read(text, CultureInfo.CurrentCulture)),
        IEnumerable items => Checked(string.Join(',', items.Cast<object?>().Select(Width))),
        _ => Checked(Width(value)),
    };

    private static string Width(object? value) => Unwrapped(value) is string text
        ? SettingText.WholeNumber.Write(SettingText.WholeNumber.Read(text, CultureInfo.CurrentCulture))
        : SettingText.WholeNumber.Write((int)LanguagePrimitives.ConvertTo(value, typeof(int), CultureInfo.InvariantCulture));

    private static string Checked(string widths)
    {
        string[] all = widths.Length == 0 ? [] : widths.Split(',');
        if (all.Length > Limits.Layers)
            throw new FormatException($"{all.Length} layers are more than {Limits.Layers}. Give fewer.");
        return Array.Find(all, width => int.Parse(width, CultureInfo.InvariantCulture) is < 1 or > Limits.Width) is { } wrong
            ? throw new FormatException($"A layer cannot be {wrong} wide. Give widths from 1 to {Limits.Width}, such as 100,100,100.")
            : widths;
    }

    private static object? Unwrapped(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
