using System.Collections.ObjectModel;
using System.Management.Automation;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that does something with any number of sweeps.</summary>
public abstract class SweepsCommand : SweepCommand
{
    private protected const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The folders of the sweeps. Wildcards stand for all sweeps that they match, where no folder has the very name. The cmdlets of sweeps take it from each other through the pipeline.")]
    [ArgumentCompleter(typeof(FolderCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true,
        HelpMessage = "The folders of the sweeps, taken as they are written: wildcards stand for themselves.")]
    [ArgumentCompleter(typeof(FolderCompleter))]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    private protected sealed override IEnumerable<string> Folders() =>
        ParameterSetName == ByLiteralPath ? LiteralPath.Select(FullPath) : Path.SelectMany(Matches);

    /// <summary>The folder of that very name, or the sweeps that a path with wildcards matches, which may be none.</summary>
    private IEnumerable<string> Matches(string path)
    {
        string full = FullPath(path);
        if (Directory.Exists(full))
            return [full];
        if (!WildcardPattern.ContainsWildcardCharacters(path))
            return [FullPath(WildcardPattern.Unescape(path))];
        try
        {
            Collection<string> found = GetResolvedProviderPathFromPSPath(path, out _);
            return found.Where(SweepFolder.IsSweep);
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
        catch (WildcardPatternException)
        {
            return [full]; // "[z-a]" matches nothing: it is told of as a path that is no sweep's, and the others are looked at
        }
    }
}
