namespace ModulePackage;

/// <summary>A process of PowerShell that writes lines of the form name=value: started once, and looked at by several tests.</summary>
public abstract class PowerShellRun : IAsyncLifetime
{
    private Dictionary<string, string> _values = [];

    /// <summary>What the script wrote for a name.</summary>
    public string this[string name] => _values[name];

    public async ValueTask InitializeAsync()
    {
        string[] lines = await RunAsync();
        Assert.All(lines, line => Assert.Contains('=', line));
        _values = lines.Select(line => line.Split('=', 2)).ToDictionary(words => words[0], words => words[1]);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the script and gives back the lines it wrote.</summary>
    protected abstract Task<string[]> RunAsync();
}
