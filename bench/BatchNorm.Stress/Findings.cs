namespace BatchNorm.Stress;

/// <summary>What came of repeating steps.</summary>
internal sealed class Findings
{
    private readonly List<string> _messages = [];

    /// <summary>Steps that were begun.</summary>
    public long Steps { get; private set; }

    /// <summary>Steps that ended with an exception.</summary>
    public long Exceptions { get; private set; }

    /// <summary>Steps after which a parameter was another than the first time.</summary>
    public long DifferingSteps { get; private set; }

    /// <summary>Bits of all parameters that were others than the first time.</summary>
    public long DifferingBits { get; private set; }

    /// <summary>What the exceptions said, each once.</summary>
    public IReadOnlyList<string> Messages => _messages;

    public bool IsClean => Exceptions == 0 && DifferingBits == 0;

    /// <summary>Counts a step that came to its end.</summary>
    public void Compare(ReadOnlySpan<float> first, ReadOnlySpan<float> now)
    {
        long bits = 0;
        for (int i = 0; i < first.Length; i++)
            bits += uint.PopCount(BitConverter.SingleToUInt32Bits(first[i]) ^ BitConverter.SingleToUInt32Bits(now[i]));
        Steps++;
        DifferingSteps += bits > 0 ? 1 : 0;
        DifferingBits += bits;
    }

    /// <summary>Counts a step that did not.</summary>
    public void Fail(Exception exception)
    {
        Steps++;
        Exceptions++;
        Remember(exception.Message.Split('\n')[0].Trim());
    }

    /// <summary>Adds what another thread found.</summary>
    public void Add(Findings other)
    {
        Steps += other.Steps;
        Exceptions += other.Exceptions;
        DifferingSteps += other.DifferingSteps;
        DifferingBits += other.DifferingBits;
        foreach (string message in other.Messages)
            Remember(message);
    }

    private void Remember(string message)
    {
        if (!_messages.Contains(message))
            _messages.Add(message);
    }
}
