using System.Collections;
using System.Globalization;
using System.Management.Automation;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>
/// Reads what a parameter is given as text, at the prompt or by a file's row, in the module's one way. PowerShell's own would take commas for
/// thousands separators, so that "0,01" of a German file is 1, and would make one value of a list of names. What is no text passes as it is.
/// </summary>
/// <typeparam name="T">What the text stands for.</typeparam>
/// <param name="reading">How it is read.</param>
public abstract class SettingTextAttribute<T>(SettingText<T> reading) : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter takes several values.</summary>
    public bool Several { get; init; }

    /// <summary>Whether an empty text, as files write a value that is not there, is none; PowerShell would make it 0.</summary>
    public bool BlankIsNone { get; init; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        try
        {
            return Unwrapped(inputData) switch
            {
                var value when BlankIsNone && IsBlank(value) => Several ? Array.Empty<T>() : null,
                string text when Several => reading.ReadSeveral(text, CultureInfo.CurrentCulture).ToArray(),
                string text => Read(text),
                IEnumerable items when Several => items.Cast<object?>().Select(One).ToArray(),
                _ => inputData,
            };
        }
        catch (FormatException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }

    /// <summary>One of several values that came as a list: a text among them is one value, whatever commas are in it.</summary>
    private object? One(object? item) => Unwrapped(item) is string text ? Read(text) : item;

    private T Read(string text) => reading.Read(text, CultureInfo.CurrentCulture);

    private static bool IsBlank(object? value) => value is null || (value is string text && string.IsNullOrWhiteSpace(text));

    private static object? Unwrapped(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
