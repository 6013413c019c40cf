using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>
/// Reads a time: a TimeSpan, a text such as 1:30:00 or 48:00:00, with days 2.00:00:00 or 2-00:00:00, or a number of seconds. PowerShell alone would
/// take the number for ten-millionths of a second, and 48:00:00 for 48 days.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed partial class DurationAttribute : ArgumentTransformationAttribute
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
            return Clock().Match(text) is { Success: true } clock ? OfClock(clock) : throw Refusal(text);
        try
        {
            return Seconds(SettingText.Number.Read(text, CultureInfo.CurrentCulture), text);
        }
        catch (FormatException)
        {
            throw Refusal(text);
        }
    }

    private static TimeSpan OfClock(Match clock)
    {
        double Part(string name) => clock.Groups[name] is { Success: true, Value: var digits } ? double.Parse(digits, CultureInfo.InvariantCulture) : 0;
        return TimeSpan.FromDays(Part("days")) + TimeSpan.FromHours(Part("hours")) + TimeSpan.FromMinutes(Part("minutes")) + TimeSpan.FromSeconds(Part("seconds"));
    }

    private static TimeSpan Seconds(double seconds, string text) =>
        double.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : throw Refusal(text);

    private static ArgumentTransformationMetadataException Refusal(string text) =>
        new($"'{text}' is no time. Give hours, minutes and seconds, such as 1:30:00 or 48:00:00, days before them, such as 2-12:00:00, or a number of seconds, such as 90.");

    /// <summary>Hours of any number, or days and hours below 24; then minutes and, where they are given, seconds.</summary>
    [GeneratedRegex(@"^\s*(?:(?<days>[0-9]{1,7})[.-](?<hours>[01]?[0-9]|2[0-3])|(?<hours>[0-9]{1,8})):(?<minutes>[0-5]?[0-9])(?::(?<seconds>[0-5]?[0-9](?:\.[0-9]{1,7})?))?\s*\z")]
    private static partial Regex Clock();
}
