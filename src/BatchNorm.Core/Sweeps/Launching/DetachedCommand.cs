namespace BatchNorm.Sweeps.Launching;

/// <summary>A command of the shell that starts a worker as a process of its own and writes its number.</summary>
public static class DetachedCommand
{
    /// <summary>
    /// Neither the end of the terminal (HUP) nor what is typed there reaches the worker: setsid gives it a session of its own. Where there is
    /// no setsid, as on macOS, the shell has what it starts in the background ignore Ctrl+C.
    /// </summary>
    private const string Script = """
        cd "$1" || exit 1
        log=$2
        shift 2
        trap '' HUP
        setsid=$(command -v setsid)
        ${setsid:+"$setsid"} "$@" >> "$log" 2>&1 < /dev/null &
        echo $!
        """;

    /// <summary>What to run on a Unix computer.</summary>
    /// <param name="command">The worker.</param>
    /// <param name="folder">Where it starts.</param>
    /// <param name="log">The file that it writes to, at its end.</param>
    public static WorkerCommand Of(WorkerCommand command, string folder, string log) =>
        new("/bin/sh", ["-c", Script.ReplaceLineEndings("\n"), "sh", folder, log, command.Program, .. command.Arguments]);
}
