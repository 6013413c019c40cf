using System.Globalization;

namespace BatchNorm.Settings;

/// <summary>Any number of the names of what is traced, as "Gradient,DeadUnits"; "None" where nothing is.</summary>
internal sealed class TracesText : SettingText<TraceKinds>
{
    private static readonly SettingText<TraceKinds> One = SettingText.Name<TraceKinds>();

    public override string Write(TraceKinds value) => value.ToString().Replace(" ", "", StringComparison.Ordinal);

    public override TraceKinds Read(string text, CultureInfo culture) => ReadSeveral(text, culture).Single();

    /// <summary>One value, made of all the names.</summary>
    public override IReadOnlyList<TraceKinds> ReadSeveral(string text, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [text.Split(Separator).Aggregate(TraceKinds.None, (traces, name) => traces | One.Read(name, culture))];
    }
}
