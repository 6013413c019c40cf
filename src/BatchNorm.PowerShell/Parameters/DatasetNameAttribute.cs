using System.Management.Automation;
using BatchNorm.Data;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Reads the name of a dataset of the catalogue, in any case, and refuses any other with a list of those there are.</summary>
/// <param name="published">Whether only published sets will do, which have files.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DatasetNameAttribute(bool published = false) : ArgumentTransformationAttribute
{
    /// <summary>Whether only published sets will do, which have files.</summary>
    public bool Published => published;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        string text = $"{inputData}";
        if (DatasetCatalogue.Spelled(text) is { } name && (!published || DatasetCatalogue.Find(name) is not null))
            return name;

        IEnumerable<string> names = published ? DatasetCatalogue.Known.Select(known => known.Name) : DatasetCatalogue.Names;
        string folder = published ? "" : " For data of your own, name its folder with -DatasetPath.";
        throw new ArgumentTransformationMetadataException(
            $"'{text}' is not one of {string.Join(", ", names)}. Give one of these names.{folder}");
    }
}
