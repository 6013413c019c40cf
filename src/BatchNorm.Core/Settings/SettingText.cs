namespace BatchNorm.Settings;

/// <summary>
/// The one way in which settings become text and text becomes settings, for everything that is typed, piped or read from a file.
/// </summary>
public static class SettingText
{
    /// <summary>Numbers: rates, scales, shares.</summary>
    public static SettingText<double> Number { get; } = new NumberText();

    /// <summary>Whole numbers of 32 bits: sizes, seeds, steps.</summary>
    public static SettingText<int> WholeNumber { get; } = new WholeNumberText();

    /// <summary>Yes or no, as "True" and "False".</summary>
    public static SettingText<bool> Flag { get; } = new FlagText();

    /// <summary>The names of an enumeration.</summary>
    public static SettingText<T> Name<T>()
        where T : struct, Enum => NameText<T>.Instance;
}
