using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace BatchNorm.PowerShell.Hosting;

/// <summary>A real PowerShell engine with the built module imported from the repository, as a user would import it.</summary>
public sealed class ModuleSession : IDisposable
{
    // The engine's first session in a process must not open beside another: it publishes what it caches of the core cmdlets before
    // what it caches of the core providers, and a session that comes between has no file system (7.6, AnalyzePSSnapInAssembly).
    private static readonly Lock Opening = new();

    private readonly Runspace _runspace;

    public ModuleSession()
    {
        lock (Opening)
            _runspace = Open();
        Run($"$ErrorActionPreference = 'Stop'; Import-Module '{Repository.Manifest}'; $ErrorActionPreference = 'Continue'").ThrowIfFailed();
    }

    private static Runspace Open()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        return runspace;
    }

    /// <summary>
    /// Runs a script to its end and collects what all its streams brought. It leaves neither variables nor another location behind, but
    /// for those it calls global: what a test sees must not depend on which tests ran before it.
    /// </summary>
    public ScriptResult Run(string script, params (string Name, object? Value)[] variables)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        foreach (var (name, value) in variables)
            _runspace.SessionStateProxy.SetVariable(name, value);
        shell.AddScript(script, useLocalScope: true);

        PathInfo location = _runspace.SessionStateProxy.Path.CurrentLocation;
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
        finally
        {
            _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(location.Path));
        }

        return new ScriptResult(
            [.. output],
            [.. shell.Streams.Error],
            terminating,
            [.. shell.Streams.Warning.Select(warning => warning.Message)],
            [.. shell.Streams.Verbose.Select(verbose => verbose.Message)],
            [.. shell.Streams.Progress]);
    }

    /// <summary>Runs a script that takes for ever on another thread and stops it, as Ctrl+C does, once it has shown progress.</summary>
    public void RunUntilProgressThenStop(string script) => Assert.True(TryRunUntilProgressThenStop(script), "It ended before it could be stopped.");

    /// <summary>Runs a script on another thread and stops it, as Ctrl+C does, once it has shown progress.</summary>
    /// <returns>Whether it was stopped; it was through before otherwise.</returns>
    public bool TryRunUntilProgressThenStop(string script)
    {
        using var shell = System.Management.Automation.PowerShell.Create(_runspace);
        shell.AddScript(script);
        using var shown = new ManualResetEvent(false);
        shell.Streams.Progress.DataAdded += (_, _) => shown.Set();
        IAsyncResult running = shell.BeginInvoke();
        WaitHandle.WaitAny([running.AsyncWaitHandle, shown]);
        shell.Stop();
        try
        {
            shell.EndInvoke(running);
            Assert.Empty(shell.Streams.Error.ReadAll());
            return false;
        }
        catch (PipelineStoppedException)
        {
            return true;
        }
    }

    public void Dispose() => _runspace.Dispose();
}
