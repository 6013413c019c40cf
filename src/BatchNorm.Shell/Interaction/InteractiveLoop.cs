using System.Management.Automation.Language;
using BatchNorm.Shell.Hosting;

namespace BatchNorm.Shell.Interaction;

/// <summary>Reads statements and runs them, one after the other, until the input ends or one says <c>exit</c>.</summary>
/// <param name="session">Where they run.</param>
/// <param name="lines">Where they come from.</param>
/// <param name="writePrompt">Shows a prompt; null where nobody would read it.</param>
internal sealed class InteractiveLoop(ShellSession session, ILineReader lines, Action<string>? writePrompt)
{
    /// <summary>Runs the loop.</summary>
    /// <returns>The code given to <c>exit</c>, else that of the last statement.</returns>
    public int Run()
    {
        int exitCode = ExitCode.Success;
        while (session.RequestedExitCode is null)
        {
            try
            {
                if (ReadStatement() is not { } statement)
                    break;
                if (!string.IsNullOrWhiteSpace(statement))
                    exitCode = session.RunScript(statement);
            }
            catch (OperationCanceledException)
            {
                // Ctrl+C at the prompt drops what was typed, all lines of it.
            }
        }

        return exitCode;
    }

    private string? ReadStatement()
    {
        writePrompt?.Invoke(session.Evaluate("prompt")?.ToString() ?? "PS> ");
        string? statement = lines.ReadLine();
        while (statement is not null && IsIncomplete(statement))
        {
            writePrompt?.Invoke(">> ");
            if (lines.ReadLine() is not { } line)
                break; // running it tells what is missing
            statement += "\n" + line;
        }

        return statement;
    }

    private static bool IsIncomplete(string statement)
    {
        Parser.ParseInput(statement, out _, out ParseError[] errors);
        return errors is [{ IncompleteInput: true }, ..];
    }
}
