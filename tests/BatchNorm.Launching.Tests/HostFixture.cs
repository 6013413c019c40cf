using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BatchNorm.PowerShell.Launching;
using BatchNorm.Sweeps.Launching;

[assembly: AssemblyFixture(typeof(HostFixture))]

namespace BatchNorm.PowerShell.Launching;

/// <summary>
/// Another computer, which is this one by way of SSH: started before the first test, stopped after the last, and by a guard of its own where the
/// tests are killed. Where it cannot be, the tests that need it are skipped with the reason.
/// </summary>
public sealed class HostFixture : IDisposable
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "host.sh");

    private static readonly string[] Programs = ["sshd", "ssh", "ssh-keygen"];

    private readonly CommandRunner _runner = new(TimeSpan.FromMinutes(1));
    private readonly string _root = Directory.CreateTempSubdirectory("batchnorm-ssh-").FullName;
    private readonly string? _missing = Missing();
    private readonly string _port = "";

    public HostFixture()
    {
        Environment.SetEnvironmentVariable("SSH_TEST_ROOT", Path.Combine(_root, "host"));
        if (_missing is null)
            _port = Host("start", $"{Environment.ProcessId}", Path.ChangeExtension((string)AppContext.GetData("BatchNorm.Shell")!, null)).Trim();
    }

    /// <summary>Opens a session, or skips the test where there is nobody to serve it.</summary>
    public PSSession Open()
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        string host = Path.Combine(_root, "host");
        using var shell = System.Management.Automation.PowerShell.Create(InitialSessionState.CreateDefault2());
        shell.AddCommand("New-PSSession").AddParameter("HostName", "127.0.0.1").AddParameter("Port", int.Parse(_port, provider: null))
            .AddParameter("UserName", Environment.UserName).AddParameter("KeyFilePath", Path.Combine(host, "client"))
            .AddParameter("Options", new System.Collections.Hashtable
            {
                ["UserKnownHostsFile"] = Path.Combine(host, "known_hosts"),
                ["StrictHostKeyChecking"] = "yes",
                ["BatchMode"] = "yes",
                ["IdentitiesOnly"] = "yes",
            });
        PSObject? session = shell.Invoke().SingleOrDefault();
        return session?.BaseObject as PSSession ?? throw new InvalidOperationException($"No session: {string.Join(' ', shell.Streams.Error)}");
    }

    /// <summary>A folder that is the test's own.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_root, Guid.NewGuid().ToString("N"), name)).FullName;

    public void Dispose()
    {
        if (_missing is null)
            Host("stop");
        Directory.Delete(_root, recursive: true);
    }

    private string Host(params string[] arguments)
    {
        CommandResult result = _runner.Run(Script, arguments);
        Assert.True(result.ExitCode == 0, $"host.sh {string.Join(' ', arguments)} failed: {result.Error}");
        return result.Output;
    }

    private static string? Missing()
    {
        if (!OperatingSystem.IsLinux())
            return "Sessions are tested on Linux only.";
        if (!Environment.IsPrivilegedProcess)
            return "Only root can start an sshd for tests.";

        string[] places = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/usr/local/sbin"];
        string[] missing = [.. Programs.Where(program => !places.Any(place => File.Exists(Path.Combine(place, program))))];
        return missing.Length == 0 ? null : $"There is no {string.Join(", ", missing)} here. On Debian: apt-get install --no-install-recommends openssh-server openssh-client.";
    }
}
