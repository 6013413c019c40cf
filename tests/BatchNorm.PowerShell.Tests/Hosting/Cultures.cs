using System.Globalization;

namespace BatchNorm.PowerShell.Hosting;

/// <summary>The cultures in which whatever reads text is tried: a decimal comma, a dotless i, signs and separators of another script, and none.</summary>
public static class Cultures
{
    public static TheoryData<string> All { get; } = ["de-DE", "tr-TR", "fa-IR", ""];

    /// <summary>A script as a session of a culture runs it.</summary>
    public static string In(string culture, string script) => $$"""
        $sessionCulture = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = [cultureinfo] '{{culture}}'
        try {
        {{script}}
        }
        finally { [cultureinfo]::CurrentCulture = $sessionCulture }
        """;

    /// <summary>A number as a session of a culture writes it.</summary>
    public static string Write(double number, string culture) => number.ToString(CultureInfo.GetCultureInfo(culture));
}
