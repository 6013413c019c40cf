using System.Diagnostics;
using System.Globalization;

namespace BatchNorm.Shell;

/// <summary>The built shell as a process of its own, without the user's profile, without colours and with every stream redirected.</summary>
internal sealed class ShellProcess : IDisposable
{
    /// <summary>The shell that was built with the tests: tests/Directory.Build.props says where it is.</summary>
    public static readonly string Program = (string)AppContext.GetData("BatchNorm.Shell")!;

    private readonly Process _process;

    private ShellProcess(string program, IEnumerable<string> arguments) =>
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "-NoProfile", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NO_COLOR"] = "1" },
        })!;

    public StreamReader Output => _process.StandardOutput;

    public static ShellProcess Start(params string[] arguments) => new(Program, arguments);

    /// <summary>Runs the shell to its end.</summary>
    public static Task<ShellResult> RunAsync(string input, params string[] arguments) => RunCopyAsync(Program, input, arguments);

    /// <summary>Runs a copy of the shell to its end.</summary>
    public static async Task<ShellResult> RunCopyAsync(string program, string input, params string[] arguments)
    {
        using var shell = new ShellProcess(program, arguments);
        await shell._process.StandardInput.WriteAsync(input);
        return await shell.EndAsync();
    }

    /// <summary>Closes the input and waits for the end.</summary>
    public async Task<ShellResult> EndAsync()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        _process.StandardInput.Close();
        Task<string> error = _process.StandardError.ReadToEndAsync(cancellation);
        string output = await _process.StandardOutput.ReadToEndAsync(cancellation);
        await _process.WaitForExitAsync(cancellation);
        return new ShellResult(_process.ExitCode, output.ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }

    /// <summary>Whether this process, and so every shell that it starts, has been told to ignore SIGINT, as far as the system tells.</summary>
    public static bool InterruptsAreIgnored()
    {
        const ulong Interrupt = 1 << (2 - 1);
        return OperatingSystem.IsLinux() &&
            File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line &&
            (ulong.Parse(line[^16..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
    }

    /// <summary>What Ctrl+C sends to a program on Unix.</summary>
    public void Interrupt() => Signal("INT");

    /// <summary>Sends a signal of Unix.</summary>
    /// <param name="name">Its name, such as TERM.</param>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
