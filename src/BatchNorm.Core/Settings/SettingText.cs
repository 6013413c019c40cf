namespace BatchNorm.Settings;

/// <summary>
/// The one way in which settings become text and text becomes settings, for everything that is typed, piped or read from a file.
/// </summary>
public static class SettingText
{
    /// <summary>The format of numbers for people: as many digits as tell every float32, in which engines compute, from its neighbours.</summary>
    public const string FormatInWords = "G9";

    /// <summary>Numbers: rates, scales, shares.</summary>
    public static SettingText<double> Number { get; } = new NumberText();

    /// <summary>Whole numbers of 32 bits: sizes, seeds, steps.</summary>
    public static SettingText<int> WholeNumber { get; } = new WholeNumberText();

    /// <summary>Yes or no, as "True" and "False".</summary>
    public static SettingText<bool> Flag { get; } = new FlagText();

    /// <summary>Names and other texts, as they are.</summary>
    public static SettingText<string> Text { get; } = new PlainText();

    /// <summary>Widths of layers that follow each other, as "100,100,100".</summary>
    public static SettingText<string> Widths { get; } = new WidthsText();

    /// <summary>What is traced, as "Gradient,DeadUnits".</summary>
    public static SettingText<TraceKinds> Traces { get; } = new TracesText();

    /// <summary>The names of an enumeration.</summary>
    public static SettingText<T> Name<T>()
        where T : struct, Enum => NameText<T>.Instance;

    /// <summary>A setting that there may be none of: an empty text.</summary>
    public static SettingText<T?> Optional<T>(SettingText<T> inner)
        where T : struct => new OptionalText<T>(inner);
}
