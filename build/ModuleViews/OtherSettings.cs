using BatchNorm.Settings;

namespace ModuleViews;

/// <summary>
/// A column that tells the data and every setting that no other column tells and that is not as in the lesson: so rows that differ look
/// different, whatever it is that varies, and no column stands empty where nothing does. How often one looks and what computes goes without saying.
/// It reads properties only, as objects back from a file have nothing else.
/// </summary>
internal static class OtherSettings
{
    /// <summary>The script of the column.</summary>
    /// <param name="except">The settings that have columns of their own.</param>
    public static string Script(IReadOnlyCollection<string> except)
    {
        ExperimentSettings usual = ExperimentSettings.Usual(Architecture.FullyConnected);
        IEnumerable<string> parts = SettingTable.All
            .Where(setting => setting.IsOf(usual) && setting.TellsApart && (setting.ChangesResult || setting.NullIsValue) && !except.Contains(setting.Name))
            .Select(setting => Part(setting, usual));
        return $"$(@($_.{nameof(ExperimentSettings.Dataset)}; {string.Join("; ", parts)}) -join ', ')";
    }

    /// <summary>What is said of a setting that is not as usual: of one that is on or off, what it is when it is on.</summary>
    private static string Part(Setting setting, ExperimentSettings usual)
    {
        if (setting.ValueType == typeof(bool) || setting.ValueType == typeof(bool?))
            return $"if ($_.{setting.Name} -eq $true) {{ '{Quoted(setting.Phrase(setting.Put(usual with { Architecture = setting.Architectures[0] }, true)))}' }}";

        // Numbers with as many digits as people are told everywhere; texts in no culture, of live enums and of those back from a file.
        string value = setting.ValueType == typeof(double)
            ? $"\"$(if ($null -ne $_.{setting.Name}) {{ ([double] $_.{setting.Name}).ToString('{SettingText.FormatInWords}', [cultureinfo]::InvariantCulture) }})\""
            : $"$_.{setting.Name}";
        string label = char.ToLowerInvariant(setting.Label[0]) + setting.Label[1..];
        return $"if (($value = [string] {value}) -notin '', '{Quoted(setting.Text(usual))}') {{ \"{label} $value\" }}";
    }

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
