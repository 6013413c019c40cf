using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using BatchNorm.Data;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Completes the names of datasets, each with what it shows as the tool tip.</summary>
public sealed class DatasetNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        // -Dataset chooses what is used, -Name what is saved: only what is published has files.
        IEnumerable<string> names = parameterName == "Name" ? DatasetCatalogue.Known.Select(known => known.Name) : DatasetCatalogue.Names;
        var begun = new WildcardPattern(wordToComplete + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return from name in names
               where begun.IsMatch(name)
               select new CompletionResult(name, name, CompletionResultType.ParameterValue, Description(name));
    }

    private static string Description(string name) => DatasetCatalogue.Find(name) is { } known
        ? $"{known.Description}, {known.Classes} classes"
        : name == DatasetCatalogue.Auto ? "MNIST where it is or can be fetched, else the synthetic digits" : "digits drawn by the module itself";
}
