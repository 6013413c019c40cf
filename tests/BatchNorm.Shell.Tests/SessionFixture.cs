using BatchNorm.Shell.Hosting;

namespace BatchNorm.Shell;

/// <summary>A session with the stub module in it, whose streams are kept.</summary>
internal sealed class SessionFixture : IDisposable
{
    public static readonly string StubModule = ModuleLocator.Find(AppContext.BaseDirectory);

    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public SessionFixture()
    {
        var terminal = new Terminal { Output = TextWriter.Synchronized(_output), Error = TextWriter.Synchronized(_error) };
        Session = new ShellSession(new ShellUserInterface(terminal, answers: null));
        Session.Import(StubModule);
    }

    public ShellSession Session { get; }

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public void Dispose() => Session.Dispose();
}
