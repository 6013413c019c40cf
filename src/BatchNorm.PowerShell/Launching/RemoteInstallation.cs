using System.Collections;
using System.Management.Automation;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Launching;

/// <summary>What is on another computer, as far as workers need it.</summary>
/// <param name="Pwsh">PowerShell's program.</param>
/// <param name="Module">The module's manifest.</param>
/// <param name="Processors">How many processors the computer has, at least 1.</param>
internal sealed record RemoteInstallation(string Pwsh, string Module, int Processors)
{
    /// <summary>
    /// The module is where it is here, as on computers that share their home folders, or else where the other's PowerShell finds it. What reads
    /// a manifest may run nothing of it.
    /// </summary>
    private const string Script = """
        param($module, $version)
        $ErrorActionPreference = 'Stop'
        $found = @()
        if ([System.IO.File]::Exists($module)) { $found += @{ Path = $module; Version = "$((Import-PowerShellDataFile -LiteralPath $module).ModuleVersion)" } }
        $found += Get-Module -ListAvailable -Name BatchNorm | ForEach-Object { @{ Path = $_.Path; Version = "$($_.Version)" } }
        $pwsh = [System.IO.Path]::Combine($PSHOME, 'pwsh')
        [pscustomobject]@{
            IsUnix     = -not $IsWindows
            Pwsh       = if ([System.IO.File]::Exists($pwsh)) { $pwsh } else { [System.Environment]::ProcessPath }
            Module     = $found | Where-Object { $_.Version -eq $version } | Select-Object -First 1 | ForEach-Object { $_.Path }
            Versions   = ($found | ForEach-Object { $_.Version } | Select-Object -Unique) -join ', '
            Processors = [System.Environment]::ProcessorCount
        }
        """;

    /// <summary>Looks what is there.</summary>
    /// <param name="computer">The computer.</param>
    /// <param name="module">The module's manifest here.</param>
    /// <param name="version">The version that it must have there too: runs of other versions are not to be mixed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LaunchException">The computer cannot be asked, the module is not there, or it is no Unix.</exception>
    public static RemoteInstallation On(RemoteComputer computer, string module, string version, CancellationToken cancellation)
    {
        var parameters = new Hashtable { ["module"] = module, ["version"] = version };
        PSObject answer = computer.Run(Script, parameters, cancellation).SingleOrDefault()
            ?? throw new LaunchException(LaunchProblem.WorkerNotStarted, $"'{computer.Name}' did not answer what is installed there.");
        if (RemoteComputer.Value<bool>(answer, "IsUnix") is not true)
            throw new LaunchException(LaunchProblem.WorkerNotStarted, $"'{computer.Name}' runs Windows, where what a session starts ends with it. Start workers there with -Local.");
        if (RemoteComputer.Value<string>(answer, "Module") is not { Length: > 0 } manifest)
        {
            string versions = RemoteComputer.Value<string>(answer, "Versions") ?? "";
            throw new LaunchException(LaunchProblem.ModuleNotFound, versions.Length == 0
                ? $"BatchNorm is not installed on '{computer.Name}'."
                : $"'{computer.Name}' has BatchNorm {versions}, and not {version}, which is used here.");
        }

        return new RemoteInstallation(
            RemoteComputer.Value<string>(answer, "Pwsh") ?? throw new LaunchException(LaunchProblem.WorkerNotStarted, $"'{computer.Name}' did not tell where its PowerShell is."),
            manifest,
            Math.Max(1, RemoteComputer.Value<int>(answer, "Processors")));
    }
}
