using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace BatchNorm.Sweeps.Launching;

/// <summary>Runs programs as processes of the system, for a time and with an output that are bounded.</summary>
/// <param name="timeLimit">How long a program may take. sbatch alone takes a minute where it finds no configuration.</param>
public sealed class CommandRunner(TimeSpan timeLimit) : ICommandRunner
{
    /// <summary>The lines of squeue for more tasks than a cluster takes.</summary>
    private const int LongestOutput = 16 << 20;

    /// <summary>Gives programs two minutes.</summary>
    public CommandRunner()
        : this(TimeSpan.FromMinutes(2))
    {
    }

    /// <inheritdoc/>
    public CommandResult Run(string program, IReadOnlyList<string> arguments, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        using Process process = Started(program, arguments);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeLimit);
        try
        {
            process.StandardInput.Close();
            return ResultAsync(process, limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"'{program}' did not end within {timeLimit.TotalSeconds:0.#} seconds and was ended."));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Started(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                CreateNoWindow = true,
            })!;
        }
        catch (Win32Exception error) when (error.NativeErrorCode == 2) // ENOENT, and ERROR_FILE_NOT_FOUND of Windows
        {
            throw new FileNotFoundException($"There is no program '{program}' here.", program, error);
        }
        catch (Win32Exception error)
        {
            throw new IOException($"'{program}' cannot be started: {error.Message}", error);
        }
    }

    private static async Task<CommandResult> ResultAsync(Process process, CancellationToken cancellation)
    {
        Task<string> output = BoundedAsync(process.StandardOutput, cancellation);
        Task<string> error = BoundedAsync(process.StandardError, cancellation);
        await Task.WhenAll(output, error).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return new CommandResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
    }

    /// <summary>All of a stream, read to its end even where that is too much: whoever writes is not to be kept waiting.</summary>
    private static async Task<string> BoundedAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        char[] buffer = new char[4096];
        long length = 0;
        while (await reader.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            length += count;
            if (length <= LongestOutput)
                text.Append(buffer, 0, count);
        }

        return length <= LongestOutput
            ? text.ToString()
            : throw new IOException(string.Create(CultureInfo.InvariantCulture, $"A program wrote {length} characters, which can be no answer."));
    }
}
