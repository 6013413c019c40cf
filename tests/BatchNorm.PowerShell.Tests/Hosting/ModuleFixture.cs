namespace BatchNorm.PowerShell.Hosting;

/// <summary>One session and one dataset for a class of tests; each test runs scripts in the session.</summary>
public sealed class ModuleFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("batchnorm-test-");

    public ModuleSession Session { get; } = new();

    public TinyDataset Tiny { get; } = new();

    /// <summary>Runs a script in which $tiny is the dataset's folder and $out a folder to write to.</summary>
    public ScriptResult Run(string script) => Session.Run(script, ("tiny", Tiny.Folder), ("out", _folder.FullName));

    /// <summary>A path in the folder to write to.</summary>
    public string Out(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        Session.Dispose();
        Tiny.Dispose();
        _folder.Delete(recursive: true);
    }
}
