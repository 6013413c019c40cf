using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Reads whole numbers that come as texts, as "100,100,100" of results and CSV files where there may be several.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WholeNumberTextAttribute() : SettingTextAttribute<int>(SettingText.WholeNumber);
