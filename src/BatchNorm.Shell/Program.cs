using System.Management.Automation;
using BatchNorm.Shell.Hosting;
using BatchNorm.Shell.Interaction;

namespace BatchNorm.Shell;

/// <summary>The life of the shell: open a session, import the module, do what was asked, leave with its exit code.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        ShellOptions options;
        try
        {
            options = ShellOptions.Parse(arguments);
        }
        catch (UsageException exception)
        {
            Console.Error.WriteLine($"{exception.Message}\n\n{ShellOptions.Usage}");
            return ExitCode.BadCommandLine;
        }

        if (options.Task is ShellTask.ShowHelp)
        {
            Console.Out.WriteLine(ShellOptions.Usage);
            return ExitCode.Success;
        }

        return Run(options);
    }

    private static int Run(ShellOptions options)
    {
        // https://no-color.org: present and not empty, whatever its value
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;

        bool someoneIsThere = !Console.IsInputRedirected && !Console.IsOutputRedirected;
        bool interactive = someoneIsThere && options.Task is ShellTask.ReadCommands { Prompting: true };
        ILineReader? answers = someoneIsThere && !options.NonInteractive ? new LineEditor() : null;
        var userInterface = new ShellUserInterface(Terminal.OfThisProcess(), answers);
        using var session = new ShellSession(userInterface);

        // Ctrl+C stops what runs. The prompt outlives it; a run that does not heed the first is ended by the second.
        Console.CancelKeyPress += (_, press) => press.Cancel = session.Stop() || interactive;

        try
        {
            session.Import(ModuleLocator.Find(AppContext.BaseDirectory));
        }
        catch (Exception exception) when (exception is FileNotFoundException or RuntimeException)
        {
            userInterface.WriteErrorLine($"The BatchNorm module cannot be imported: {exception.Message}");
            return ExitCode.StartFailure;
        }

        return options.Task switch
        {
            ShellTask.RunCommand command => session.RunScript(command.Script),
            ShellTask.RunFile file => session.RunFile(file.Path, file.Arguments),
            _ when interactive => Converse(session, userInterface, options.NoLogo),
            _ => new InteractiveLoop(session, new StreamLineReader(Console.In), writePrompt: null).Run(),
        };
    }

    private static int Converse(ShellSession session, ShellUserInterface userInterface, bool noLogo)
    {
        if (!noLogo)
        {
            userInterface.WriteLine(
                $"PowerShell {PSVersionInfo.PSVersion} with the BatchNorm module. " +
                "'Get-Command -Module BatchNorm' lists its commands, 'exit' leaves.");
        }

        return new InteractiveLoop(session, new LineEditor(session.Complete), userInterface.Write).Run();
    }
}
