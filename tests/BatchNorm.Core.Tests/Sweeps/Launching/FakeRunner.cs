namespace BatchNorm.Sweeps.Launching;

/// <summary>Stands for the system: answers each command as a test wants, and keeps what was asked.</summary>
internal sealed class FakeRunner : ICommandRunner
{
    private readonly Dictionary<string, Func<IReadOnlyList<string>, CommandResult>> _answers = new(StringComparer.Ordinal);

    public List<(string Program, IReadOnlyList<string> Arguments)> Calls { get; } = [];

    /// <summary>What a command was called with, where it was called once.</summary>
    public IReadOnlyList<string> ArgumentsOf(string program) => Assert.Single(Calls, call => call.Program == program).Arguments;

    public FakeRunner Answers(string program, string output, string error = "", int exitCode = 0) =>
        Does(program, _ => new CommandResult(exitCode, output, error));

    public FakeRunner Does(string program, Func<IReadOnlyList<string>, CommandResult> answer)
    {
        _answers[program] = answer;
        return this;
    }

    public CommandResult Run(string program, IReadOnlyList<string> arguments, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        Calls.Add((program, arguments));
        return _answers.TryGetValue(program, out Func<IReadOnlyList<string>, CommandResult>? answer)
            ? answer(arguments)
            : throw new FileNotFoundException($"There is no program '{program}' here.", program);
    }
}
