using BatchNorm.Shell.Hosting;

namespace BatchNorm.Shell;

/// <summary>A session with the stub module in it, whose streams are kept.</summary>
internal sealed class SessionFixture : IDisposable
{
    public static readonly string StubModule = ModuleLocator.Find(AppContext.BaseDirectory);

    // The engine's first session in a process must not open beside another: it publishes what it caches of the core cmdlets in
    // parts, and a session that comes between lacks some (7.6, AnalyzePSSnapInAssembly). The shell itself opens one a process.
    private static readonly Lock Opening = new();

    private readonly AwaitedWriter _output = new();
    private readonly StringWriter _error = new();

    public SessionFixture()
    {
        var terminal = new Terminal { Output = _output, Error = TextWriter.Synchronized(_error) };
        lock (Opening)
            Session = new ShellSession(new ShellUserInterface(terminal, answers: null));
        Session.Import(StubModule);
    }

    public ShellSession Session { get; }

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    /// <summary>Waits until a text is in the output.</summary>
    public Task OutputHas(string text) => _output.Has(text);

    public void Dispose() => Session.Dispose();
}
