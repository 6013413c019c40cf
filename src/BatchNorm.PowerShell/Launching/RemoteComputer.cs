using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Remoting;
using System.Management.Automation.Runspaces;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Launching;

/// <summary>Runs scripts on another computer, through a session that the user has opened and keeps.</summary>
internal sealed class RemoteComputer(PSSession session)
{
    /// <summary>The computer's name as the user gave it.</summary>
    public string Name => session.ComputerName;

    /// <summary>Runs a script there to its end.</summary>
    /// <param name="script">The script, which begins with its parameters.</param>
    /// <param name="parameters">The values of its parameters.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What it wrote, as it came over the line: foreign objects, to be looked at with care.</returns>
    /// <exception cref="LaunchException">The session is broken or busy, or the script fails.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<PSObject> Run(string script, IDictionary parameters, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        CheckReady();
        using var shell = System.Management.Automation.PowerShell.Create();
        shell.Runspace = session.Runspace;
        shell.AddScript(script).AddParameters(parameters);
        using CancellationTokenRegistration stop = cancellation.Register(() => shell.BeginStop(null, null));
        try
        {
            return [.. shell.Invoke()];
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception error) when (session.Runspace.RunspaceStateInfo.State != RunspaceState.Opened)
        {
            throw Broken(error);
        }
        catch (Exception error) when (error is InvalidRunspaceStateException or PSRemotingTransportException)
        {
            throw Broken(error);
        }
        catch (PSInvalidOperationException error) when (session.Runspace.RunspaceAvailability != RunspaceAvailability.Available)
        {
            throw Busy(error);
        }
        catch (RuntimeException error)
        {
            throw new LaunchException(LaunchProblem.WorkerNotStarted, $"On '{Name}': {error.Message}", error);
        }
    }

    /// <summary>A property of what a script wrote; null, or 0, where it has none of that type.</summary>
    public static T? Value<T>(PSObject written, string name) => written.Properties[name]?.Value switch
    {
        T value => value,
        PSObject { BaseObject: T value } => value,
        _ => default,
    };

    private void CheckReady()
    {
        if (session.Runspace.RunspaceStateInfo.State != RunspaceState.Opened)
            throw Broken(session.Runspace.RunspaceStateInfo.Reason);
        if (session.Runspace.RunspaceAvailability != RunspaceAvailability.Available)
            throw Busy(null);
    }

    private LaunchException Broken(Exception? cause) => new(
        LaunchProblem.SessionBroken,
        $"The session with '{Name}' is {session.Runspace.RunspaceStateInfo.State}{(cause is null ? "." : $": {cause.Message}")}", cause);

    private LaunchException Busy(Exception? cause) => new(
        LaunchProblem.SessionBusy, $"The session with '{Name}' is doing something else: it runs one command at a time.", cause);
}
