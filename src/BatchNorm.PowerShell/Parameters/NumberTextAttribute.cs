using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Reads numbers that come as texts.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberTextAttribute() : SettingTextAttribute<double>(SettingText.Number);
