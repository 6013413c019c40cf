using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Serialization;

/// <summary>What a cmdlet is given to gather: one by one by the pipeline, or by name as an array, a list, or lists in an array.</summary>
internal static class InputItems
{
    private const int MostLetters = 60;

    /// <summary>The items, with those of lists in their place, as the pipeline would bring them.</summary>
    public static IEnumerable<PSObject> In(IEnumerable<PSObject> input) => input.SelectMany(item =>
        LanguagePrimitives.GetEnumerable(item) is { } list ? list.Cast<object?>().OfType<object>().Select(PSObject.AsPSObject) : [item]);

    /// <summary>Whether an item is what a table keeps of a run or of a comparison: its columns, with no samples, or a word in their place.</summary>
    public static bool IsTableRow(PSObject item) =>
        (Has(item, nameof(TrainingRun.TestAccuracy)) && Lacks(item, nameof(TrainingRun.Samples)))
        || (Has(item, nameof(BatchNormComparison.TestAccuracyWith)) && Lacks(item, nameof(BatchNormComparison.WithBatchNorm)));

    /// <summary>An item in words for an error: comparisons and tables' rows go on for pages.</summary>
    public static string Shown(PSObject item)
    {
        string text = $"{item}".ReplaceLineEndings(" ");
        return text.Length <= MostLetters ? text : $"{text[..MostLetters]}\u2026";
    }

    private static bool Has(PSObject item, string property) => item.Properties[property] is not null;

    private static bool Lacks(PSObject item, string property) => item.Properties[property]?.Value is null or string;
}
