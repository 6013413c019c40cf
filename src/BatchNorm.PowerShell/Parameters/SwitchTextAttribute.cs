using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Reads a switch as CSV files write it, "True" or "False", which PowerShell refuses to make a switch of.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SwitchTextAttribute() : SettingTextAttribute<bool>(SettingText.Flag);
