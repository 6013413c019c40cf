using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace BatchNorm.Shell.Hosting;

/// <summary>
/// Writes every stream where pwsh writes it: errors to standard error, all else to standard output, and progress to a screen
/// or nowhere. Asks its questions through a <see cref="PromptDialog"/>.
/// </summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private readonly Lock _writing = new();
    private readonly Terminal _terminal;
    private readonly ProgressLine _progress;
    private readonly PromptDialog _dialog;
    private bool _outputIsError;

    /// <param name="terminal">Where to write.</param>
    /// <param name="answers">Whoever answers questions; null when nobody can.</param>
    public ShellUserInterface(Terminal terminal, ILineReader? answers)
    {
        _terminal = terminal;
        _progress = new ProgressLine(terminal.Error, () => Terminal.ScreenWidth, TimeProvider.System);
        _dialog = new PromptDialog(Write, answers);
        RawUI = new ShellRawUserInterface(terminal);
    }

    public override PSHostRawUserInterface RawUI { get; }

    public override bool SupportsVirtualTerminal => _terminal.OutputIsScreen && _terminal.UnderstandsEscapes;

    public override void Write(string value) => Write(value, toError: _outputIsError);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Escape(foregroundColor, PSStyle.MapForegroundColorToEscapeSequence)
            + Escape(backgroundColor, PSStyle.MapBackgroundColorToEscapeSequence)
            + value + PSStyle.Instance.Reset);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    // The new line comes after the reset: a coloured background must not run to the edge of the screen.
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        Write(foregroundColor, backgroundColor, value);
        WriteLine();
    }

    public override void WriteErrorLine(string value) => Write(value + Environment.NewLine, toError: true);

    public override void WriteWarningLine(string message) =>
        WriteStyledLine(PSStyle.Instance.Formatting.Warning, $"WARNING: {message}");

    public override void WriteVerboseLine(string message) =>
        WriteStyledLine(PSStyle.Instance.Formatting.Verbose, $"VERBOSE: {message}");

    public override void WriteDebugLine(string message) =>
        WriteStyledLine(PSStyle.Instance.Formatting.Debug, $"DEBUG: {message}");

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (!_terminal.ErrorIsScreen)
            return;
        lock (_writing)
            _progress.Update(sourceId, record);
    }

    /// <summary>Does something whose output is the description of an error.</summary>
    public void WriteAsErrors(Action action)
    {
        _outputIsError = true;
        try
        {
            action();
        }
        finally
        {
            _outputIsError = false;
        }
    }

    /// <summary>Clears the progress line for a program that is about to write to the screen by itself.</summary>
    public void EraseProgress()
    {
        lock (_writing)
            _progress.Erase();
    }

    /// <summary>Drops the progress of a pipeline that has ended.</summary>
    public void ResetProgress()
    {
        lock (_writing)
            _progress.Reset();
    }

    public override string ReadLine() => _dialog.ReadLine();

    public override SecureString ReadLineAsSecureString() => _dialog.ReadSecret();

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) =>
        _dialog.AskForFields(caption, message, descriptions);

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _dialog.AskForChoice(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _dialog.AskForCredential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) =>
        _dialog.AskForCredential(caption, message, userName);

    private void Write(string value, bool toError)
    {
        TextWriter stream = toError ? _terminal.Error : _terminal.Output;
        bool isScreen = toError ? _terminal.ErrorIsScreen : _terminal.OutputIsScreen;
        lock (_writing)
        {
            _progress.Erase();
            stream.Write(GetOutputString(value, supportsVirtualTerminal: isScreen && _terminal.UnderstandsEscapes));
        }
    }

    private void WriteStyledLine(string style, string text) => WriteLine(style + text + PSStyle.Instance.Reset);

    // A console that does not know its own colours gives -1 for them.
    private static string Escape(ConsoleColor color, Func<ConsoleColor, string> toEscapeSequence) =>
        Enum.IsDefined(color) ? toEscapeSequence(color) : "";
}
