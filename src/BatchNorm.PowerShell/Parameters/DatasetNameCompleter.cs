using BatchNorm.Data;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Completes the names of datasets, each with what it shows.</summary>
public sealed class DatasetNameCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Meaning)> Names(string parameterName)
    {
        // -Dataset chooses what is used, -Name what is saved: only what is published has files.
        IEnumerable<string> names = parameterName == "Name" ? DatasetCatalogue.Known.Select(known => known.Name) : DatasetCatalogue.Names;
        return names.Select(name => (name, Description(name)));
    }

    private static string Description(string name) => DatasetCatalogue.Find(name) is { } known
        ? $"{known.Description}, {known.Classes} classes"
        : name == DatasetCatalogue.Auto ? "MNIST where it is or can be fetched, else the synthetic digits" : "digits drawn by the module itself";
}
