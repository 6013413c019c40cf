using System.Diagnostics;

namespace BatchNorm.Shell;

/// <summary>The built shell as a process of its own, with every stream redirected.</summary>
internal sealed class ShellProcess : IDisposable
{
    private readonly Process _process;

    private ShellProcess(IEnumerable<string> arguments)
    {
        string shell = Path.Combine(AppContext.BaseDirectory, "BatchNorm.Shell.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", arguments.Prepend(shell))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    public StreamReader Output => _process.StandardOutput;

    public static ShellProcess Start(params string[] arguments) => new(arguments);

    /// <summary>Runs the shell to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string input, params string[] arguments)
    {
        using ShellProcess shell = Start(arguments);
        await shell._process.StandardInput.WriteAsync(input);
        return await shell.EndAsync();
    }

    /// <summary>Closes the input and waits for the end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        _process.StandardInput.Close();
        Task<string> error = _process.StandardError.ReadToEndAsync(cancellation);
        string output = await _process.StandardOutput.ReadToEndAsync(cancellation);
        await _process.WaitForExitAsync(cancellation);
        return (_process.ExitCode, output.ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }

    /// <summary>What Ctrl+C sends to a program on Unix.</summary>
    public void Interrupt() => Process.Start("kill", ["-INT", $"{_process.Id}"]).WaitForExit();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
