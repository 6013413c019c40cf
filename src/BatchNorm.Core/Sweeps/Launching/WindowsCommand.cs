using System.Diagnostics;

namespace BatchNorm.Sweeps.Launching;

/// <summary>Starts a worker on Windows as a process of its own.</summary>
internal static class WindowsCommand
{
    /// <summary>
    /// Through the shell, so that it inherits nothing and has a console of its own, which is not shown: neither Ctrl+C nor the end of the
    /// window that started it reaches it. Its output is led to the log by cmd, whose process is the one that is known.
    /// </summary>
    /// <param name="command">The worker.</param>
    /// <param name="folder">Where it starts.</param>
    /// <param name="log">The file that it writes to, at its end.</param>
    /// <returns>The number of the process.</returns>
    public static int Start(WorkerCommand command, string folder, string log)
    {
        string line = string.Join(' ', command.Arguments.Prepend(command.Program).Select(Quoted));
        using Process process = Process.Start(new ProcessStartInfo("cmd.exe", $"/d /s /c \"{line} >> {Quoted(log)} 2>&1 < NUL\"")
        {
            UseShellExecute = true,
            WindowStyle = ProcessWindowStyle.Hidden,
            WorkingDirectory = folder,
        }) ?? throw new IOException("The system has started no process.");
        return process.Id;
    }

    /// <summary>A text between quotes, which is all that cmd and a program both leave alone.</summary>
    /// <exception cref="ArgumentException">It has a character that one of them would not.</exception>
    internal static string Quoted(string text)
    {
        ControlCharacters.Refuse(text);
        if (text.AsSpan().ContainsAny("\"%"))
            throw new ArgumentException($"'{text}' has a quote or a percent sign, which Windows's command line cannot hold. Choose a path without one.");
        return text.EndsWith('\\') ? $"\"{text}\\\"" : $"\"{text}\"";
    }
}
