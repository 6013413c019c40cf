using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Completes names out of a list, each with what it stands for as the tool tip.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var begun = new WildcardPattern(wordToComplete + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return from known in Names(parameterName)
               where begun.IsMatch(known.Name)
               select new CompletionResult(known.Name, known.Name, CompletionResultType.ParameterValue, known.Meaning);
    }

    /// <summary>The names for a parameter, and what each stands for.</summary>
    protected abstract IEnumerable<(string Name, string Meaning)> Names(string parameterName);
}
