using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using BatchNorm.Settings;

namespace BatchNorm.Exporting.TensorBoard;

/// <summary>
/// The name of a run's folder, which is what TensorBoard calls the run: what the run is in words, for people, and behind it digits that no other run has. It depends on
/// nothing but the run, so that exporting it again, with others or alone, finds the same folder. Every file system has such names.
/// </summary>
internal static partial class RunFolderName
{
    private const int HashDigits = 10;

    /// <summary>With the digits behind them, this is well under the 255 bytes that file systems have, and leaves Windows room for the folders above.</summary>
    private const int MostBytes = 140;

    private const string NoneElse = "<>:\"/\\|?*\ufffd";

    /// <summary>"ReLU, learning rate 0.01, seed 1, With Batch Norm 1a2b3c4d5e".</summary>
    public static string Of(ExportedRun exported)
    {
        string words = SettingPhrases.Join([exported.Experiment, SettingPhrases.InShort(exported.Run with { Name = "" }), exported.Run.Name]);
        return $"{Safe(words)} {Hash(exported)}";
    }

    /// <summary>The words without what some file system does not take, or takes for something else, and not longer than it has room for.</summary>
    private static string Safe(string words)
    {
        var safe = new StringBuilder();
        int bytes = 0;
        foreach (Rune rune in words.EnumerateRunes())
        {
            Rune taken = IsTaken(rune) ? rune : new Rune('_');
            bytes += taken.Utf8SequenceLength;
            if (bytes > MostBytes)
                break;
            safe.Append(taken);
        }

        string trimmed = safe.ToString().Trim(' ', '.', '-', '~');
        return Reserved().IsMatch(trimmed) ? $"_{trimmed}" : trimmed;
    }

    private static bool IsTaken(Rune rune) => !NoneElse.Contains(rune.ToString(), StringComparison.Ordinal) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>Of all that makes a run another one: its settings, what it was given, and what it ended with.</summary>
    private static string Hash(ExportedRun exported)
    {
        string[] identity =
        [
            exported.Experiment,
            .. SettingTable.All.Select(setting => setting.Text(exported.Run)),
            $"{exported.Run.UseBatchNorm}",
            exported.Run.FirstBatch.ToString(CultureInfo.InvariantCulture),
            exported.Run.InitialWeightsHash, exported.Run.BatchOrderHash, exported.Run.FinalParametersHash,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', identity))))[..HashDigits];
    }

    /// <summary>What Windows takes for a device, whatever stands behind the point.</summary>
    [GeneratedRegex(@"^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|COM\d|LPT\d)\s*(\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
