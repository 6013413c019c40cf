namespace BatchNorm.Shell;

/// <summary>The command line, understood as pwsh understands it.</summary>
internal sealed record ShellOptions(ShellTask Task, bool NonInteractive = false, bool NoLogo = false)
{
    public const string Usage = """
        Usage: BatchNorm.Shell [options] [[-File] <script> [arguments...]]
               BatchNorm.Shell [options] -Command { - | <script text> }

          -Command         run the script text; '-' reads commands from standard input
          -File            run a script file; all that follows are its arguments
          -NonInteractive  fail instead of asking questions
          -NoLogo          start the prompt without a banner
          -NoProfile       accepted, as there are no profiles
          -Help, -h, -?    print this text

        The BatchNorm module is imported first. Without -Command and -File, a prompt starts.
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">An option is unknown, or its value is missing or no file.</exception>
    public static ShellOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ShellOptions(new ShellTask.ReadCommands(Prompting: true));
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            string? option = OptionName(argument);
            if (option is null)
                return options with { Task = File(argument, arguments.Skip(i + 1)) };
            if (Matches(option, "file", "f"))
                return options with { Task = File(ValueAfter(arguments, i, "a script file"), arguments.Skip(i + 2)) };
            if (Matches(option, "command", "c"))
                return options with { Task = Command(ValueAfter(arguments, i, "script text, or '-'"), arguments.Skip(i + 2)) };
            if (option == "?" || Matches(option, "help", "h"))
                return options with { Task = new ShellTask.ShowHelp() };

            options = option switch
            {
                _ when Matches(option, "noninteractive", "noni") => options with { NonInteractive = true },
                _ when Matches(option, "nologo", "nol") => options with { NoLogo = true },
                _ when Matches(option, "noprofile", "nop") => options,
                _ => throw new UsageException($"'{argument}' is not an option of this shell."),
            };
        }

        return options;
    }

    private static string? OptionName(string argument)
    {
        string name = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : argument.TrimStart('-');
        return name.Length > 0 && name.Length < argument.Length ? name.ToLowerInvariant() : null;
    }

    /// <summary>Whether an option as typed is the name or a shortening of it, but no shorter than pwsh allows.</summary>
    private static bool Matches(string option, string name, string shortest) =>
        name.StartsWith(option, StringComparison.Ordinal) && option.StartsWith(shortest, StringComparison.Ordinal);

    private static string ValueAfter(IReadOnlyList<string> arguments, int option, string what) =>
        option + 1 < arguments.Count
            ? arguments[option + 1]
            : throw new UsageException($"{arguments[option]} needs {what} after it.");

    private static ShellTask Command(string script, IEnumerable<string> rest) =>
        script == "-"
            ? new ShellTask.ReadCommands(Prompting: false)
            : new ShellTask.RunCommand(string.Join(' ', rest.Prepend(script)));

    private static ShellTask.RunFile File(string path, IEnumerable<string> arguments)
    {
        string fullPath = Path.GetFullPath(path);
        if (!System.IO.File.Exists(fullPath))
            throw new UsageException($"There is no script file '{path}'. Check the spelling of its name and folder.");
        if (!fullPath.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"'{path}' is no PowerShell script: the name of one ends in .ps1.");
        return new ShellTask.RunFile(fullPath, [.. arguments]);
    }
}
