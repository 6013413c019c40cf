using System.Diagnostics;
using BatchNorm.Files;

namespace BatchNorm.Sweeps.Launching;

/// <summary>Real processes, of the shell.</summary>
public sealed class LocalLauncherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _sweep;
    private readonly List<Submission> _started = [];

    public LocalLauncherTests() => _sweep = Directory.CreateDirectory(_folder.At("a sweep's")).FullName;

    private LocalLauncher Launcher => new(new CommandRunner(), _sweep);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (WorkerProcess process in _started.SelectMany(LocalLauncher.Alive))
            Process.GetProcessById(process.Id).Kill();
        _folder.Dispose();
    }

    [Fact]
    public void Each_worker_is_a_process_with_a_log_of_its_own()
    {
        Submission submission = Start("echo \"$1 in $PWD\"; echo trouble >&2", 2, "it's me");

        Eventually(() => LocalLauncher.Alive(submission).Count == 0);
        Assert.Equal(2, submission.Processes.Select(process => process.Id).Distinct().Count());
        Assert.All([0, 1], worker => Assert.Equal($"it's me in {_sweep}\ntrouble\n", File.ReadAllText(Path.Combine(_sweep, "logs", $"{submission.Id}-{worker}.out"))));
    }

    [Fact]
    public void A_worker_belongs_to_nobody_and_has_no_terminal_to_lose()
    {
        Submission submission = Start("exec sleep 1000", 1);

        string[] status = File.ReadAllText($"/proc/{Assert.Single(submission.Processes).Id}/stat").Split(") ")[^1].Split(' ');
        string[] ours = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ');
        Assert.NotEqual(Environment.ProcessId.ToString(provider: null), status[1]); // the parent
        Assert.NotEqual(ours[3], status[3]); // the session, which a terminal belongs to
        Assert.Equal("0", status[4]); // the terminal
    }

    [Fact]
    public void A_worker_outlives_the_death_of_who_started_it()
    {
        // The launcher's own command, given by a shell that is killed as a whole group, as a window that is closed ends what is in it.
        string log = Path.Combine(_sweep, "log");
        WorkerCommand detached = DetachedCommand.Of(new WorkerCommand("/bin/sh", ["-c", "echo up; exec sleep 1000"]), _sweep, log);
        using Process parent = Process.Start(new ProcessStartInfo("setsid", ["/bin/sh", "-c", "\"$@\"; exec sleep 1000", "sh", detached.Program, .. detached.Arguments])
        {
            RedirectStandardOutput = true,
        })!;
        int id = int.Parse(parent.StandardOutput.ReadLine()!, provider: null);
        Submission submission = Submission.New(SubmissionKind.Local, 1) with { Processes = [RunningProcess.Of(id)] };
        _started.Add(submission);

        using (Process kill = Process.Start("/bin/kill", ["-HUP", "--", $"-{parent.Id}"]))
            kill.WaitForExit();
        parent.WaitForExit();

        Eventually(() => File.Exists(log) && File.ReadAllText(log) == "up\n");
        Assert.Single(LocalLauncher.Alive(submission));
    }

    [Fact]
    public void Ctrl_C_and_the_end_of_a_terminal_are_nothing_to_a_worker()
    {
        Submission submission = Start("echo up; while :; do sleep 0.05; done", 1);
        int id = Assert.Single(submission.Processes).Id;
        Eventually(() => File.ReadAllText(Path.Combine(_sweep, "logs", $"{submission.Id}-0.out")) == "up\n");

        foreach (string signal in (string[])["-INT", "-HUP", "-QUIT"])
        {
            using Process kill = Process.Start("kill", [signal, $"{id}"]);
            kill.WaitForExit();
        }

        Assert.Single(LocalLauncher.Alive(submission));
    }

    [Fact]
    public void Workers_are_asked_to_end()
    {
        Submission submission = Start("trap 'echo saved; exit 0' TERM; echo up; while :; do sleep 0.05; done", 2);
        Eventually(() => Logs(submission).All(log => log == "up\n"));

        Launcher.Cancel(submission, Cancellation);

        Eventually(() => LocalLauncher.Alive(submission).Count == 0);
        Assert.All(Logs(submission), log => Assert.Equal("up\nsaved\n", log));
        Launcher.Cancel(submission, Cancellation);
    }

    [Fact]
    public void Workers_are_found_again_by_what_was_kept()
    {
        Submission submission = Start("exec sleep 1000", 2);

        Submission kept = Assert.Single(new Submissions(_sweep).All(refused => Assert.Fail(refused.Message)));

        Assert.Equal(submission.Processes, LocalLauncher.Alive(kept));
    }

    [Fact]
    public void Another_process_with_the_same_number_is_not_taken_for_the_worker()
    {
        Submission submission = Start("exec sleep 1000", 1);
        WorkerProcess process = Assert.Single(submission.Processes);

        Assert.Empty(LocalLauncher.Alive(submission with { Processes = [process with { Started = process.Started.AddMinutes(-1) }] }));
        Assert.Empty(LocalLauncher.Alive(submission with { Host = "another" }));
        Assert.Empty(LocalLauncher.Alive(submission with { Kind = SubmissionKind.Slurm }));
    }

    [Fact]
    public void A_program_that_is_not_there_says_so_in_the_log()
    {
        Submission submission = Launcher.Start(new WorkerCommand("/no/such/program", []), 1, Cancellation);

        Eventually(() => LocalLauncher.Alive(submission).Count == 0);
        Assert.Contains("/no/such/program", Logs(submission).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_cannot_be_started_is_an_error_that_keeps_those_before_it()
    {
        int starts = 0;
        FakeRunner runner = new FakeRunner().Does("/bin/sh", _ => starts++ == 0
            ? new CommandResult(0, $"{Environment.ProcessId}\n", "")
            : new CommandResult(2, "", "sh: Cannot fork"));

        LaunchException error = Assert.Throws<LaunchException>(() => new LocalLauncher(runner, _sweep).Start(new WorkerCommand("/bin/true", []), 2, Cancellation));

        Assert.Equal(LaunchProblem.WorkerNotStarted, error.Problem);
        Assert.Contains("Cannot fork", error.Message, StringComparison.Ordinal);
        Assert.Single(Assert.Single(new Submissions(_sweep).All(refused => Assert.Fail(refused.Message))).Processes);
    }

    [Theory]
    [InlineData("C:\\Program Files\\pwsh.exe", "\"C:\\Program Files\\pwsh.exe\"")]
    [InlineData("C:\\sweep\\", "\"C:\\sweep\\\\\"")]
    public void On_Windows_texts_stand_between_quotes(string text, string quoted) => Assert.Equal(quoted, WindowsCommand.Quoted(text));

    [Theory]
    [InlineData("C:\\100%PATH%")]
    [InlineData("a\"b")]
    [InlineData("a\nb")]
    public void What_Windows_would_read_otherwise_is_refused(string text) => Assert.Throws<ArgumentException>(() => WindowsCommand.Quoted(text));

    private Submission Start(string script, int workers, params string[] arguments)
    {
        Submission submission = Launcher.Start(new WorkerCommand("/bin/sh", ["-c", script, "sh", .. arguments]), workers, Cancellation);
        _started.Add(submission);
        return submission;
    }

    private IEnumerable<string> Logs(Submission submission) =>
        Enumerable.Range(0, submission.Workers).Select(worker => File.ReadAllText(Path.Combine(_sweep, "logs", $"{submission.Id}-{worker}.out")));

    private static void Eventually(Func<bool> condition)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "It has not come to it within two minutes.");
            Thread.Sleep(10);
        }
    }
}
