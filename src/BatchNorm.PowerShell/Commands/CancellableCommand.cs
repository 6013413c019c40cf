using System.Management.Automation;
using BatchNorm.Plotting;
using BatchNorm.PowerShell.Errors;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that may take long and stops soon after Ctrl+C.</summary>
public abstract class CancellableCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    internal CancellationToken Cancellation => _stop.Token;

    /// <summary>Called by PowerShell on another thread when the pipeline is stopped.</summary>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the cmdlet holds; called also where the pipeline was stopped.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _stop.Dispose();
    }

    /// <summary>Does something that can be cancelled; a stopped pipeline ends it the way PowerShell expects.</summary>
    internal static T Cancellable<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>The full file-system path of a file or folder that need not exist yet.</summary>
    /// <exception cref="PSNotSupportedException">The path is not one of the file system.</exception>
    internal string FullPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            ThrowTerminatingError(Failure.New(
                $"'{path.Replace('\0', '?')}' is no path: it has a NUL character where the ? stands.",
                "InvalidPath", ErrorCategory.InvalidArgument, path, "Take the character out."));
        }

        string full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        return provider.Name == "FileSystem"
            ? full
            : throw new PSNotSupportedException($"'{path}' is a path of the {provider.Name} provider. Give one of the file system.");
    }

    /// <summary>The full path of a file to be written, in a folder that is there.</summary>
    protected string WritableFile(string path)
    {
        string full = FullPath(path);
        if (!Directory.Exists(Path.GetDirectoryName(full)))
        {
            ThrowTerminatingError(Failure.Of(
                new DirectoryNotFoundException($"The folder of '{full}' does not exist."), path));
        }

        return full;
    }

    /// <summary>Says that nothing came that could be written, so that no older file at the path is taken for a new one.</summary>
    protected void WarnOfNothingWritten(string fullPath)
    {
        string older = File.Exists(fullPath) ? " The file that stands there is an older one." : "";
        WriteWarning($"Nothing came in that could be written to '{fullPath}': nothing was written.{older}");
    }

    /// <summary>Writes a picture or a page to its file, and the file to the pipeline where that is asked for.</summary>
    protected void Save(string fullPath, bool passThru, Action save) => Save(new FileInfo(fullPath), passThru, save);

    /// <summary>Writes a file or a folder, and tells the pipeline of it where that is asked for.</summary>
    protected void Save(FileSystemInfo target, bool passThru, Action save)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(save);
        try
        {
            Cancellable(() =>
            {
                save();
                return true;
            });
        }
        catch (Exception exception) when (exception is PlotException or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Failure.Of(exception, target.FullName));
        }

        target.Refresh();
        if (passThru)
            WriteObject(target);
    }

    /// <summary>The full path of a file to be written, in a folder that is there; with -NoClobber, of one that is not there yet.</summary>
    protected string WritableFile(string path, bool noClobber)
    {
        string full = WritableFile(path);
        if (noClobber && File.Exists(full))
        {
            ThrowTerminatingError(Failure.New(
                $"The file '{full}' already exists.",
                "NoClobber", ErrorCategory.ResourceExists, full, "Give another path, or leave -NoClobber out."));
        }

        return full;
    }
}
