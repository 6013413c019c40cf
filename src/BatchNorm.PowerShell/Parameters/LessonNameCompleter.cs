using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BatchNorm.Experiments;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Completes the names of the lesson's experiments, each with its claim as the tool tip.</summary>
public sealed class LessonNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var begun = new WildcardPattern(wordToComplete + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return from experiment in Lesson.Experiments
               where begun.IsMatch(experiment.Name)
               select new CompletionResult(experiment.Name, experiment.Name, CompletionResultType.ParameterValue, experiment.Claim);
    }
}
