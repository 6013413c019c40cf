using System.Diagnostics;
using System.Management.Automation.Runspaces;
using BatchNorm.PowerShell.Commands;
using BatchNorm.Sweeps;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Launching;

/// <summary>Workers on another computer, which is this one by way of a real SSH session. The worker is a stand-in that a module of a test has.</summary>
public sealed class SessionLauncherTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string OtherKey = "fedcba9876543210fedcba9876543210";

    private const string Version = "0.9.1";

    private readonly HostFixture _host;
    private readonly PSSession _session;
    private readonly string _sweep;
    private readonly string _module;

    public SessionLauncherTests(HostFixture host)
    {
        _host = host;
        _session = host.Open();
        _sweep = Sweep("it's a $sweep");
        _module = Module();
    }

    private SessionLauncher Launcher => new(_sweep);

    private SessionOptions Options => new(_module, Version);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _session?.Runspace.Dispose();

    [Fact]
    public void Over_a_shared_folder_workers_start_where_the_sweep_is_and_outlive_the_session()
    {
        Submission submission = Launcher.Start(_session, Options with { Workers = 2, ThreadsPerWorker = 3 }, Cancellation);

        Assert.Equal((SubmissionKind.Session, 2, "127.0.0.1", _sweep, false), (submission.Kind, submission.Workers, submission.Host, submission.RemotePath, submission.IsCopied));
        Eventually(() => Logs(_sweep, submission).All(log => log.Contains("3 threads", StringComparison.Ordinal)), "both workers to be up");
        Assert.Equal(2, SessionLauncher.Alive(_session, submission, Cancellation));
        Assert.Equivalent(submission, Assert.Single(new Submissions(_sweep).All(refused => Assert.Fail(refused.Message))), strict: true);

        _session.Runspace.Dispose();
        File.WriteAllText(Path.Combine(_sweep, "stop"), "");

        Eventually(() => Logs(_sweep, submission).All(log => log.Contains("stopped", StringComparison.Ordinal)), "both workers to stop, without their session");
    }

    [Fact]
    public void A_computer_without_the_folder_gets_one_and_what_is_done_there_comes_back()
    {
        Write(_sweep, "cells/0123456789abcdef.jsonl", "{}");
        Write(_sweep, $"runs/{OtherKey}.with.json", "done here");
        Write(_sweep, $"checkpoints/{Key}.with.safetensors", "half");
        Write(_sweep, "workers/me.json", "mine");
        string there = Path.Combine(_host.NewFolder("away"), "sweep");

        Submission submission = Launcher.Start(_session, Options with { RemotePath = there }, Cancellation);

        Assert.True(submission.IsCopied);
        Eventually(() => Logs(there, submission).All(log => log.Contains("threads", StringComparison.Ordinal)), "the worker to be up");
        Assert.Equal(
            [$"cells/0123456789abcdef.jsonl", $"checkpoints/{Key}.with.safetensors", $"runs/{OtherKey}.with.json", "sweep.json"],
            Files(there).Where(name => !name.StartsWith("logs/", StringComparison.Ordinal)));

        Write(there, $"runs/{Key}.without.json", "done there");
        Write(there, $"runs/{OtherKey}.with.json", "changed there");
        Write(there, $"errors/{Key}.without.1.json", "failed there");
        Write(there, "errors/node1.Torch.machine.json", "no libtorch there");
        Write(there, "runs/evil.json", "foreign");
        Write(there, $"runs/.{Key}.with.json.abc.tmp", "half-written");
        Write(_sweep, $"runs/{Key}.with.json", "done here meanwhile");
        Assert.Equal(3, Launcher.Exchange(_session, submission, Cancellation));

        Assert.Equal("done there", Read(_sweep, $"runs/{Key}.without.json"));
        Assert.Equal("done here", Read(_sweep, $"runs/{OtherKey}.with.json"));
        Assert.Equal("failed there", Read(_sweep, $"errors/{Key}.without.1.json"));
        Assert.Equal("no libtorch there", Read(_sweep, "errors/node1.Torch.machine.json"));
        Assert.Equal("done here meanwhile", Read(there, $"runs/{Key}.with.json"));
        Assert.Equal(3, Files(_sweep).Count(name => name.StartsWith("runs/", StringComparison.Ordinal)));
        Assert.Equal(0, Launcher.Exchange(_session, submission, Cancellation));
        Stop(there, submission);
    }

    [Fact]
    public void A_copy_that_was_stopped_or_where_runs_failed_begins_anew()
    {
        string there = Path.Combine(_host.NewFolder("away"), "sweep");
        Write(there, "sweep.json", Read(_sweep, "sweep.json"));
        Write(there, "stop", "");
        Write(there, $"errors/{Key}.with.1.json", "once");
        Write(there, $"errors/{Key}.with.final.json", "for good");
        Write(there, $"leases/{Key}.with.3", "of who failed");
        Write(there, $"leases/{Key}.without.1", "of another run");

        Submission submission = Launcher.Start(_session, Options with { RemotePath = there }, Cancellation);

        Eventually(() => Logs(there, submission).All(log => log.Contains("threads", StringComparison.Ordinal)), "the worker to be up");
        Assert.Equal(
            [$"errors/before/{Key}.with.1.json", $"errors/before/{Key}.with.final.json", $"leases/{Key}.without.1", "sweep.json"],
            Files(there).Where(name => !name.StartsWith("logs/", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(Path.Combine(_sweep, "errors")));
        Stop(there, submission);
    }

    [Theory]
    [InlineData("~/sweep")]
    [InlineData("sweep")]
    [InlineData("./sweep")]
    public void A_folder_that_is_no_whole_path_there_is_refused(string path)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Launcher.Start(_session, Options with { RemotePath = path }, Cancellation));

        Assert.Contains($"'{path}' is no whole path on '127.0.0.1'", error.Message, StringComparison.Ordinal);
        Assert.Empty(new Submissions(_sweep).All(refused => Assert.Fail(refused.Message)));
    }

    [Fact]
    public void Many_files_come_and_go_in_several_batches()
    {
        foreach (int run in Enumerable.Range(0, 250))
            Write(_sweep, $"runs/{run:x32}.with.json", new string('x', 40_000));
        string there = Path.Combine(_host.NewFolder("away"), "sweep");
        var copy = new RemoteSweep(new RemoteComputer(_session), _sweep, there);

        Assert.Equal(0, copy.Exchange(Cancellation));
        Assert.Equal(250, Files(there).Count(name => name.StartsWith("runs/", StringComparison.Ordinal)));
        Directory.Delete(Path.Combine(_sweep, "runs"), recursive: true);

        Assert.Equal(250, copy.Exchange(Cancellation));
        Assert.All(Enumerable.Range(0, 250), run => Assert.Equal(40_000, Read(_sweep, $"runs/{run:x32}.with.json").Length));
    }

    [Fact]
    public void Workers_of_a_copy_begin_elsewhere_and_those_that_live_there_count_and_are_not_started_again()
    {
        string there = Path.Combine(_host.NewFolder("away"), "sweep");
        SessionOptions options = Options with { RemotePath = there, Workers = 2, StartAt = 0.25 };

        Submission first = Launcher.Start(_session, options with { Workers = 1 }, Cancellation);
        Eventually(() => Logs(there, first).All(log => log.Contains("from 0.25", StringComparison.Ordinal)), "the worker to be up");
        (Submission earlier, int alive) = Assert.Single(Launcher.Earlier(_session, there, Cancellation));
        Submission second = Launcher.Start(_session, options with { Living = alive }, Cancellation);

        Assert.Equal((first.Id, 1, 1), (earlier.Id, alive, second.Workers));
        Assert.Empty(Launcher.Earlier(_session, remotePath: null, Cancellation));
        Assert.Equal(2, Launcher.Earlier(_session, there, Cancellation).Count);
        Stop(there, first);
        Eventually(() => Launcher.Earlier(_session, there, Cancellation).Count == 0, "both workers to end");
    }

    [Fact]
    public void Workers_are_asked_to_end()
    {
        Submission submission = Launcher.Start(_session, Options, Cancellation);
        Eventually(() => Logs(_sweep, submission).All(log => log.Contains("threads", StringComparison.Ordinal)), "the worker to be up");

        SessionLauncher.Cancel(_session, submission, Cancellation);

        Eventually(() => SessionLauncher.Alive(_session, submission, Cancellation) == 0, "the worker to end");
    }

    [Fact]
    public void Stopping_a_sweep_ends_the_workers_of_a_copy_whose_session_is_given()
    {
        string sweep = SweepFolder.Create(Path.Combine(_host.NewFolder("here"), "sweep"), new SweepData("Synthetic", new string('0', 64), null)).Path;
        Submission submission = new SessionLauncher(sweep).Start(_session, Options with { RemotePath = Path.Combine(_host.NewFolder("away"), "sweep") }, Cancellation);
        Assert.True(submission.IsCopied);
        Eventually(() => SessionLauncher.Alive(_session, submission, Cancellation) == 1, "the worker to be up");
        var commands = InitialSessionState.CreateDefault2();
        commands.Commands.Add(new SessionStateCmdletEntry("Stop-BatchNormSweep", typeof(StopBatchNormSweepCommand), null));
        using var shell = System.Management.Automation.PowerShell.Create(commands);

        shell.AddCommand("Stop-BatchNormSweep").AddParameter("Path", sweep).AddParameter("Session", _session).Invoke();

        Assert.Empty(shell.Streams.Warning);
        Assert.Empty(shell.Streams.Error);
        Eventually(() => SessionLauncher.Alive(_session, submission, Cancellation) == 0, "the worker to end");
    }

    [Fact]
    public void The_folder_of_another_sweep_is_left_alone()
    {
        string there = Sweep("other");

        LaunchException error = Refused(Options with { RemotePath = there });

        Assert.Equal(LaunchProblem.OtherSweep, error.Problem);
        Assert.Equal(["sweep.json"], Files(there));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        LaunchException error = Refused(Options with { RemotePath = "/proc/no/such/folder" });

        Assert.Equal(LaunchProblem.SweepFolderNotFound, error.Problem);
        Assert.Contains("'/proc/no/such/folder' is not on '127.0.0.1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_of_the_module_is_not_used()
    {
        LaunchException error = Refused(Options with { Version = "9.9.9" });

        Assert.Equal(LaunchProblem.ModuleNotFound, error.Problem);
        Assert.Contains("0.9.1", error.Message, StringComparison.Ordinal);
        Assert.Contains("9.9.9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_module_is_found_by_its_name_where_it_is_in_another_place()
    {
        Run($"$env:PSModulePath = '{Path.GetDirectoryName(Path.GetDirectoryName(_module))}'");

        RemoteInstallation there = RemoteInstallation.On(new RemoteComputer(_session), "/no/such/BatchNorm.psd1", Version, Cancellation);

        Assert.Equal(_module, there.Module);
        Assert.True(File.Exists(there.Pwsh));
        Assert.Equal(Environment.ProcessorCount, there.Processors);
    }

    [Fact]
    public void A_computer_without_the_module_is_named()
    {
        Run("$env:PSModulePath = '/nowhere'");

        LaunchException error = Refused(Options with { Module = "/no/such/BatchNorm.psd1" });

        Assert.Equal((LaunchProblem.ModuleNotFound, "BatchNorm is not installed on '127.0.0.1'."), (error.Problem, error.Message));
    }

    [Fact]
    public void A_session_that_was_closed_is_named()
    {
        _session.Runspace.Close();

        LaunchException error = Refused(Options);

        Assert.Equal(LaunchProblem.SessionBroken, error.Problem);
        Assert.StartsWith("The session with '127.0.0.1' is Closed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_breaks_while_it_is_used_is_named()
    {
        LaunchException error = Assert.Throws<LaunchException>(() =>
            new RemoteComputer(_session).Run("[System.Diagnostics.Process]::GetCurrentProcess().Kill()", new System.Collections.Hashtable(), Cancellation));

        Assert.Equal(LaunchProblem.SessionBroken, error.Problem);
    }

    [Fact]
    public void A_session_that_is_in_use_is_named_and_left_alone()
    {
        using var other = System.Management.Automation.PowerShell.Create();
        other.Runspace = _session.Runspace;
        IAsyncResult busy = other.AddScript("Start-Sleep 300").BeginInvoke();

        LaunchException error = Refused(Options);

        Assert.Equal(LaunchProblem.SessionBusy, error.Problem);
        Assert.False(busy.IsCompleted);
        other.Stop();
    }

    [Fact]
    public void Nobody_waits_for_another_computer_who_does_not_want_to()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.CancelAfter(TimeSpan.FromMilliseconds(200));

        Assert.ThrowsAny<OperationCanceledException>(() =>
            new RemoteComputer(_session).Run("Start-Sleep 300", new System.Collections.Hashtable(), cancelled.Token));
        Assert.Equal("still there", Run("'still there'"));
    }

    private LaunchException Refused(SessionOptions options)
    {
        LaunchException error = Assert.Throws<LaunchException>(() => Launcher.Start(_session, options, Cancellation));
        Assert.Empty(new Submissions(_sweep).All(refused => Assert.Fail(refused.Message)));
        return error;
    }

    private string Run(string script) =>
        string.Join('\n', new RemoteComputer(_session).Run(script, new System.Collections.Hashtable(), Cancellation));

    private void Stop(string folder, Submission submission)
    {
        Write(folder, "stop", "");
        Eventually(() => SessionLauncher.Alive(_session, submission, Cancellation) == 0, "the worker to stop");
    }

    /// <summary>A folder with what makes it a sweep.</summary>
    private string Sweep(string name)
    {
        string folder = _host.NewFolder(name);
        Write(folder, "sweep.json", $"{{\"format\":\"BatchNorm.Sweep\",\"id\":\"{Guid.NewGuid():N}\"}}");
        return folder;
    }

    /// <summary>A module whose worker says that it is up and waits for the sign to stop.</summary>
    private string Module()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_host.NewFolder("modules"), "BatchNorm")).FullName;
        Write(folder, "BatchNorm.psm1", """
            function Invoke-BatchNormSweep([string] $Path, [int] $ThrottleLimit, [double] $StartAt) {
                "$ThrottleLimit threads in $Path from $StartAt"
                while (-not (Test-Path -LiteralPath "$Path/stop")) { Start-Sleep -Milliseconds 100 }
                'stopped'
            }
            """);
        Write(folder, "BatchNorm.psd1", "@{ ModuleVersion = '0.9.1'; RootModule = 'BatchNorm.psm1'; FunctionsToExport = 'Invoke-BatchNormSweep' }");
        return Path.Combine(folder, "BatchNorm.psd1");
    }

    private static IEnumerable<string> Logs(string folder, Submission submission) => Enumerable.Range(0, submission.Workers)
        .Select(worker => Path.Combine(folder, "logs", $"{submission.Id}-{worker}.out")).Select(path => File.Exists(path) ? File.ReadAllText(path) : "");

    private static string Read(string folder, string name) => File.ReadAllText(Path.Combine(folder, name));

    private static void Write(string folder, string name, string text)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal);

    private static void Eventually(Func<bool> condition, string what)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), $"Waited three minutes for {what}.");
            Thread.Sleep(50);
        }
    }
}
