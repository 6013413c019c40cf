using System.Globalization;

namespace BatchNorm.Settings;

/// <summary>Values of settings in words, as <see cref="SettingTable"/> has them.</summary>
internal static class SettingWords
{
    /// <summary>The architecture: "fully connected".</summary>
    public static string ArchitectureInWords(ExperimentSettings settings) => settings.Architecture switch
    {
        Architecture.FullyConnected => "fully connected",
        Architecture.Convolutional => "convolutional",
        Architecture.Recurrent => "recurrent (LSTM)",
        var other => $"{other}",
    };

    /// <summary>Activations were traced before anything else was, and have a setting of their own.</summary>
    public static TraceKinds TracedBesideActivations(ExperimentSettings settings) => settings.Trace & ~TraceKinds.Activation;

    /// <summary>Widths in a cell of a table: "100, 100".</summary>
    public static string InWords(string widths) => widths.Length == 0 ? "none" : widths.Replace(",", ", ", StringComparison.Ordinal);

    /// <summary>Widths in a title: "100-100".</summary>
    public static string InTitle(string widths) => widths.Length == 0 ? "none" : widths.Replace(',', '-');

    /// <summary>A whole number: "50,000".</summary>
    public static string Many(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number as people write it: "0.01".</summary>
    public static string Number(double value) => SettingText.Number.InWords(value);
}
