using System.Globalization;
using System.Management.Automation;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Reads a time: a TimeSpan, a text such as 1:30:00, or a number of seconds, which PowerShell would take for ten-millionths of one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        TimeSpan time = value switch
        {
            TimeSpan span => span,
            string text => Read(text),
            _ when LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out double seconds) => Seconds(seconds, $"{value}"),
            _ => throw Refusal($"{value}"),
        };
        return time > TimeSpan.Zero ? time : throw new ArgumentTransformationMetadataException($"The time {time} is none that anything could be done in. Give one above 0.");
    }

    private static TimeSpan Read(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) ? time : throw Refusal(text);
        try
        {
            return Seconds(SettingText.Number.Read(text, CultureInfo.CurrentCulture), text);
        }
        catch (FormatException)
        {
            throw Refusal(text);
        }
    }

    private static TimeSpan Seconds(double seconds, string text) =>
        double.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : throw Refusal(text);

    private static ArgumentTransformationMetadataException Refusal(string text) =>
        new($"'{text}' is no time. Give hours, minutes and seconds, such as 1:30:00, or a number of seconds, such as 90.");
}
