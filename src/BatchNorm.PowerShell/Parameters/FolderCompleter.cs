using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>
/// Completes folders for parameters that take a path as it is written. PowerShell's own completion puts backticks before what would be a wildcard, such as the
/// brackets of "sweep[1]", and such a path names no folder here.
/// </summary>
public sealed class FolderCompleter : IArgumentCompleter
{
    private const string Wildcards = "[]*?";

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from found in CompletionCompleters.CompleteFilename(Escaped(wordToComplete))
        where found.ResultType == CompletionResultType.ProviderContainer
        select new CompletionResult(Unescaped(found.CompletionText), found.ListItemText, found.ResultType, found.ToolTip);

    private static string Escaped(string word) =>
        string.Concat(Unescaped(word).Select(character => Wildcards.Contains(character, StringComparison.Ordinal) ? $"`{character}" : $"{character}"));

    private static string Unescaped(string text) =>
        Wildcards.Aggregate(text, (plain, character) => plain.Replace($"`{character}", $"{character}", StringComparison.Ordinal));
}
