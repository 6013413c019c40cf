namespace BatchNorm.Shell;

/// <summary>What the shell was started for.</summary>
internal abstract record ShellTask
{
    private ShellTask()
    {
    }

    /// <summary>Print the usage and leave.</summary>
    public sealed record ShowHelp : ShellTask;

    /// <summary>Run a script given on the command line.</summary>
    public sealed record RunCommand(string Script) : ShellTask;

    /// <summary>Run a script file with its arguments.</summary>
    public sealed record RunFile(string Path, IReadOnlyList<string> Arguments) : ShellTask;

    /// <summary>Run what is typed, or what standard input holds, until it ends or says <c>exit</c>.</summary>
    /// <param name="Prompting">False for <c>-Command -</c>, which never prompts.</param>
    public sealed record ReadCommands(bool Prompting) : ShellTask;
}
