using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace BatchNorm.PowerShell.Hosting;

/// <summary>A real PowerShell engine with the built module imported from the repository, as a user would import it.</summary>
public sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    public ModuleSession()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        Run($"$ErrorActionPreference = 'Stop'; Import-Module '{Repository.Manifest}'; $ErrorActionPreference = 'Continue'").ThrowIfFailed();
    }

    /// <summary>Runs a script to its end and collects what all its streams brought.</summary>
    public ScriptResult Run(string script, params (string Name, object? Value)[] variables)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        foreach (var (name, value) in variables)
            _runspace.SessionStateProxy.SetVariable(name, value);
        shell.AddScript(script);

        ErrorRecord? terminating = null;
        Collection<PSObject> output = [];
        try
        {
            output = shell.Invoke();
        }
        catch (RuntimeException exception)
        {
            terminating = exception.ErrorRecord;
        }

        return new ScriptResult(
            [.. output],
            [.. shell.Streams.Error],
            terminating,
            [.. shell.Streams.Warning.Select(warning => warning.Message)],
            [.. shell.Streams.Verbose.Select(verbose => verbose.Message)],
            [.. shell.Streams.Progress]);
    }

    /// <summary>Runs a script on another thread; the caller stops it.</summary>
    public System.Management.Automation.PowerShell Start(string script)
    {
        var shell = System.Management.Automation.PowerShell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    public void Dispose() => _runspace.Dispose();
}
