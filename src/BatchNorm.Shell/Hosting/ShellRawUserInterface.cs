using System.Management.Automation.Host;

namespace BatchNorm.Shell.Hosting;

/// <summary>The screen as a grid of characters: what the engine's formatting and prompts need of it, and no more.</summary>
internal sealed class ShellRawUserInterface(Terminal terminal) : PSHostRawUserInterface
{
    private const int RedirectedHeight = 50;

    public override Size BufferSize
    {
        get => new(terminal.OutputWidth, terminal.OutputIsScreen ? Console.BufferHeight : RedirectedHeight);
        set => throw Unsupported("be resized");
    }

    public override Size WindowSize
    {
        get => new(terminal.OutputWidth, terminal.OutputIsScreen ? Console.WindowHeight : RedirectedHeight);
        set => throw Unsupported("be resized");
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw Unsupported("be moved");
    }

    public override Coordinates CursorPosition
    {
        get
        {
            if (!terminal.OutputIsScreen)
                return new Coordinates(0, 0);
            (int left, int top) = Console.GetCursorPosition();
            return new Coordinates(left, top);
        }

        set
        {
            if (terminal.OutputIsScreen)
                Console.SetCursorPosition(value.X, value.Y);
        }
    }

    // Kept here, not given to the console: most systems have no such thing.
    public override int CursorSize { get; set; } = 25;

    public override ConsoleColor ForegroundColor
    {
        get => Console.ForegroundColor;
        set => Console.ForegroundColor = value;
    }

    public override ConsoleColor BackgroundColor
    {
        get => Console.BackgroundColor;
        set => Console.BackgroundColor = value;
    }

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        ConsoleKeyInfo key = Console.ReadKey(intercept: options.HasFlag(ReadKeyOptions.NoEcho));
        ControlKeyStates states = 0;
        if (key.Modifiers.HasFlag(ConsoleModifiers.Alt))
            states |= ControlKeyStates.LeftAltPressed;
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control))
            states |= ControlKeyStates.LeftCtrlPressed;
        if (key.Modifiers.HasFlag(ConsoleModifiers.Shift))
            states |= ControlKeyStates.ShiftPressed;
        return new KeyInfo((int)key.Key, key.KeyChar, states, options.HasFlag(ReadKeyOptions.IncludeKeyDown));
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported("be read");

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) =>
        throw Unsupported("be written cell by cell");

    /// <summary>Clears the whole screen, which is all that Clear-Host asks for.</summary>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (terminal.OutputIsScreen)
            Console.Clear();
    }

    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported("be scrolled");

    private static NotSupportedException Unsupported(string action) =>
        new($"The screen of this shell cannot {action}: that differs from terminal to terminal.");
}
