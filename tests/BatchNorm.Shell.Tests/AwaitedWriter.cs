using System.Text;

namespace BatchNorm.Shell;

/// <summary>Keeps what any thread writes, and tells when a text has come.</summary>
internal sealed class AwaitedWriter : TextWriter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Text, TaskCompletionSource Came)> _awaited = [];

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_lock)
        {
            _text.Append(buffer);
            string all = _text.ToString();
            foreach ((string text, TaskCompletionSource came) in _awaited)
            {
                if (all.Contains(text, StringComparison.Ordinal))
                    came.TrySetResult();
            }
        }
    }

    /// <summary>Ends when the text has been written.</summary>
    public Task Has(string text)
    {
        lock (_lock)
        {
            if (_text.ToString().Contains(text, StringComparison.Ordinal))
                return Task.CompletedTask;
            var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, came));
            return came.Task;
        }
    }

    public override string ToString()
    {
        lock (_lock)
            return _text.ToString();
    }
}
