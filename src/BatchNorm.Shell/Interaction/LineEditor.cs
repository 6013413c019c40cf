using System.Management.Automation;
using System.Text;
using BatchNorm.Shell.Hosting;

namespace BatchNorm.Shell.Interaction;

/// <summary>
/// Reads lines that are typed at a screen, from where the cursor stands: with cursor keys, the lines typed before, and
/// completion on Tab. Ctrl+C is read as a key here, so that it drops the line and not the shell.
/// </summary>
/// <param name="complete">Completes a text at a position in it; null where there is nothing to complete.</param>
internal sealed class LineEditor(Func<string, int, CommandCompletion>? complete = null) : ILineReader
{
    private readonly List<string> _history = [];
    private readonly StringBuilder _text = new();
    private int _cursor;
    private int _recalled;
    private bool _masked;
    private CommandCompletion? _completion;
    private (int Left, int Top) _origin;
    private int _drawn;

    public string? ReadLine(bool masked = false)
    {
        _text.Clear();
        _cursor = 0;
        _recalled = _history.Count;
        _masked = masked;
        _completion = null;
        _drawn = 0;

        Console.TreatControlCAsInput = true;
        try
        {
            _origin = Console.GetCursorPosition();
            return Edit();
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private string? Edit()
    {
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            switch (key)
            {
                case { Key: ConsoleKey.Enter } or { KeyChar: '\r' or '\n' }:
                    return Accept();
                case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                    Leave();
                    throw new OperationCanceledException();
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when _text.Length == 0:
                    Leave();
                    return null;
                case { Key: ConsoleKey.Tab }:
                    CompleteNext(forward: !key.Modifiers.HasFlag(ConsoleModifiers.Shift));
                    break;
                default:
                    _completion = null;
                    Apply(key);
                    break;
            }

            Draw();
        }
    }

    private void Apply(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow:
                _cursor = Math.Max(_cursor - 1, 0);
                break;
            case ConsoleKey.RightArrow:
                _cursor = Math.Min(_cursor + 1, _text.Length);
                break;
            case ConsoleKey.Home:
                _cursor = 0;
                break;
            case ConsoleKey.End:
                _cursor = _text.Length;
                break;
            case ConsoleKey.Backspace when _cursor > 0:
                _text.Remove(--_cursor, 1);
                break;
            case ConsoleKey.Delete when _cursor < _text.Length:
                _text.Remove(_cursor, 1);
                break;
            case ConsoleKey.Escape:
                Replace("");
                break;
            case ConsoleKey.UpArrow when _recalled > 0:
                Replace(_history[--_recalled]);
                break;
            case ConsoleKey.DownArrow when _recalled < _history.Count:
                Replace(++_recalled < _history.Count ? _history[_recalled] : "");
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                    _text.Insert(_cursor++, key.KeyChar);
                break;
        }
    }

    private string Accept()
    {
        Leave();
        string line = _text.ToString();
        if (!_masked && !string.IsNullOrWhiteSpace(line) && _history.LastOrDefault() != line)
            _history.Add(line);
        return line;
    }

    private void Leave()
    {
        _cursor = _text.Length;
        Draw();
        Console.WriteLine();
    }

    private void Replace(string text)
    {
        _text.Clear().Append(text);
        _cursor = text.Length;
    }

    private void CompleteNext(bool forward)
    {
        if (complete is null || _masked)
            return;
        _completion ??= complete(_text.ToString(), _cursor);
        if (_completion.GetNextResult(forward) is not { } next)
            return;

        _text.Remove(_completion.ReplacementIndex, _completion.ReplacementLength);
        _text.Insert(_completion.ReplacementIndex, next.CompletionText);
        _completion.ReplacementLength = next.CompletionText.Length; // so that the next Tab replaces this proposal
        _cursor = _completion.ReplacementIndex + next.CompletionText.Length;
    }

    /// <summary>Writes the line over what it was and puts the cursor in its place, on whatever row that is.</summary>
    private void Draw()
    {
        string shown = _masked ? new string('*', _text.Length) : _text.ToString();
        // One space past the end: it makes a cursor wrap that waits behind the last column, and scrolls if it must.
        string written = shown.PadRight(Math.Max(shown.Length, _drawn) + 1);

        int columns = Terminal.ScreenWidth;
        Console.SetCursorPosition(_origin.Left, _origin.Top);
        Console.Write(written);
        int lastRow = _origin.Top + (_origin.Left + written.Length - 1) / columns;
        int scrolled = Math.Max(lastRow - (Console.BufferHeight - 1), 0);
        _origin.Top = Math.Max(_origin.Top - scrolled, 0); // of a line longer than the screen, the end is shown

        int position = _origin.Left + _cursor;
        Console.SetCursorPosition(position % columns, _origin.Top + position / columns);
        _drawn = shown.Length;
    }
}
