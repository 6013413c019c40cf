using System.Management.Automation;

namespace CommandHelp.Commands;

/// <summary>A cmdlet as PowerShell knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Aliases">Other names of it.</param>
/// <param name="ParameterSets">Its parameter sets, the default one first.</param>
/// <param name="OutputTypes">The full names of what it says it writes.</param>
internal sealed record Command(
    string Name, IReadOnlyList<string> Aliases, IReadOnlyList<ParameterSet> ParameterSets, IReadOnlyList<string> OutputTypes)
{
    /// <summary>Every parameter once, in the order in which syntax shows them; hidden ones last.</summary>
    public IReadOnlyList<Parameter> Parameters =>
        [.. ParameterSets.SelectMany(set => set.Parameters).DistinctBy(parameter => parameter.Name).OrderBy(parameter => parameter.IsHidden)];

    /// <summary>Whether a name is one of a parameter, in full, or of one that every cmdlet has.</summary>
    public bool HasParameter(string name) =>
        Parameters.SelectMany(parameter => parameter.Aliases.Append(parameter.Name)).Concat(Cmdlet.CommonParameters)
            .Contains(name, StringComparer.OrdinalIgnoreCase);
}
