using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Reads names of an enumeration that come as texts.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NameTextAttribute<T>() : SettingTextAttribute<T>(SettingText.Name<T>())
    where T : struct, Enum;
