using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BatchNorm.Shell.Hosting;
using Microsoft.PowerShell;

namespace BatchNorm.Shell;

/// <summary>
/// One PowerShell session with the module in it. Commands run one after the other; only <see cref="Stop"/> may be called from
/// another thread.
/// </summary>
internal sealed class ShellSession : IDisposable
{
    private readonly Lock _stopping = new();
    private readonly ShellUserInterface _userInterface;
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private PowerShell? _running;
    private bool _stopped;

    /// <summary>Opens a session that does not have the module yet.</summary>
    public ShellSession(ShellUserInterface userInterface)
    {
        _userInterface = userInterface;
        _host = new ShellHost(userInterface);
        InitialSessionState initialState = InitialSessionState.CreateDefault2(); // CreateDefault wants the assemblies of pwsh
        if (OperatingSystem.IsWindows())
            initialState.ExecutionPolicy = ExecutionPolicy.RemoteSigned; // what pwsh is shipped with, in a file beside it
        _runspace = RunspaceFactory.CreateRunspace(_host, initialState);
        _runspace.Open();
    }

    /// <summary>The code that a script gave to <c>exit</c>; null until one did.</summary>
    public int? RequestedExitCode => _host.RequestedExitCode;

    private bool LastStatementSucceeded => _runspace.SessionStateProxy.GetVariable("?") is true;

    /// <summary>Imports a module from its manifest.</summary>
    /// <exception cref="RuntimeException">The module cannot be imported; the message says why.</exception>
    public void Import(string manifest)
    {
        using PowerShell shell = Create();
        shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop);
        Invoke(shell);
    }

    /// <summary>Runs script text, writing its output and its errors as they come.</summary>
    /// <returns>The exit code of a process that ends here.</returns>
    public int RunScript(string script)
    {
        bool completed = Run(script);
        return RequestedExitCode ?? (completed && LastStatementSucceeded ? ExitCode.Success : ExitCode.Failure);
    }

    /// <summary>Runs a script file, writing its output and its errors as they come.</summary>
    /// <returns>The exit code of a process that ends here.</returns>
    public int RunFile(string path, IReadOnlyList<string> arguments)
    {
        // With `exit`, a script that is called by its name ends only itself: its code has to be passed on.
        string call = ScriptCall.Format(path, arguments);
        bool completed = Run($"{call}\nif (-not $?) {{ exit $LASTEXITCODE ? $LASTEXITCODE : 1 }}");
        return RequestedExitCode ?? (completed ? ExitCode.Success : ExitCode.Failure);
    }

    /// <summary>The first value that a script emits; null if it emits none or fails.</summary>
    public object? Evaluate(string script)
    {
        using PowerShell shell = Create();
        shell.AddScript(script);
        try
        {
            return Invoke(shell).FirstOrDefault()?.BaseObject;
        }
        catch (RuntimeException)
        {
            return null;
        }
    }

    /// <summary>What the text before the cursor may be completed to.</summary>
    public CommandCompletion Complete(string text, int cursor)
    {
        using PowerShell shell = Create();
        return CommandCompletion.CompleteInput(text, cursor, options: null, shell);
    }

    /// <summary>Asks the running pipeline to stop, without waiting for it.</summary>
    /// <returns>Whether there was one that had not been asked before.</returns>
    public bool Stop()
    {
        lock (_stopping)
        {
            if (_running is null || _stopped)
                return false;
            _stopped = true;
            _running.BeginStop(callback: null, state: null);
            return true;
        }
    }

    public void Dispose() => _runspace.Dispose();

    /// <summary>Runs script text to its end.</summary>
    /// <returns>False if an error or Ctrl+C ended it early.</returns>
    private bool Run(string script)
    {
        using PowerShell shell = Create();
        var command = new Command(script, isScript: true, useLocalScope: false);
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.Commands.AddCommand(command).AddCommand("Out-Default");
        try
        {
            // What goes to the history is what the user ran: only that sets $?.
            Invoke(shell, new PSInvocationSettings { AddToHistory = true });
            return !_stopped; // a script file swallows the exception that tells it to stop
        }
        catch (Exception exception) when (exception is PipelineStoppedException or InvalidPowerShellStateException)
        {
            return false; // the latter where Ctrl+C came before the first step
        }
        catch (IncompleteParseException exception)
        {
            // Its record has no position, and without one the default view of parser errors shows nothing.
            _userInterface.WriteErrorLine($"ParserError: {exception.Message}");
            return false;
        }
        catch (Exception exception) when (exception is IContainsErrorRecord)
        {
            Report(((IContainsErrorRecord)exception).ErrorRecord);
            return false;
        }
        finally
        {
            _userInterface.ResetProgress();
        }
    }

    /// <summary>Shows an error that ended a pipeline as those are shown that do not.</summary>
    private void Report(ErrorRecord error)
    {
        using PowerShell shell = Create();
        shell.AddCommand("Out-Default").AddParameter("InputObject", error);
        _userInterface.WriteAsErrors(() => Invoke(shell));
    }

    private PowerShell Create()
    {
        PowerShell shell = PowerShell.Create();
        shell.Runspace = _runspace;
        return shell;
    }

    private Collection<PSObject> Invoke(PowerShell shell, PSInvocationSettings? settings = null)
    {
        lock (_stopping)
        {
            _running = shell;
            _stopped = false;
        }

        try
        {
            return shell.Invoke(input: null, settings);
        }
        finally
        {
            lock (_stopping)
                _running = null;
        }
    }
}
