using BatchNorm.Files;

namespace BatchNorm.Sweeps.Launching;

/// <summary>What is asked of Slurm and made of its answers. The answers are those of a real one.</summary>
public sealed class SlurmLauncherTests : IDisposable
{
    private static readonly WorkerCommand Worker = new("/opt/pwsh", ["-Command", "work"]);

    private readonly TemporaryFolder _folder = new();
    private readonly string _sweep;
    private readonly FakeRunner _slurm = new();

    public SlurmLauncherTests() => _sweep = Directory.CreateDirectory(_folder.At("sweep")).FullName;

    public void Dispose() => _folder.Dispose();

    private SlurmLauncher Launcher => new(_slurm, _sweep);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void One_array_job_of_workers_is_submitted()
    {
        _slurm.Answers("sbatch", "4711\n");

        Submission submission = Launcher.Start(Worker, new SlurmOptions(3, 2), Cancellation);

        Assert.Equal(
            [
                "--parsable", $"--job-name=bn-{submission.Id}", "--array=0-2", "--cpus-per-task=2", $"--chdir={_sweep}",
                $"--output={_sweep}/logs/%A_%a.out", "--open-mode=append", "--requeue", $"{_sweep}/submissions/{submission.Id}.sh",
            ],
            _slurm.ArgumentsOf("sbatch"));
        Assert.Equal((SubmissionKind.Slurm, 3, "4711"), (submission.Kind, submission.Workers, submission.JobId));
        Assert.Equivalent(submission, Assert.Single(Kept()), strict: true);
    }

    [Fact]
    public void Limits_partition_and_the_sites_own_options_are_passed_on_before_the_script()
    {
        _slurm.Answers("sbatch", "4711\n");
        var options = new SlurmOptions(1, 1) { TimeLimit = TimeSpan.FromHours(30), Partition = "long", SbatchOptions = ["--account=physics", "--mem=2G"] };

        Submission submission = Launcher.Start(Worker, options, Cancellation);

        Assert.Equal(
            ["--requeue", "--time=1-06:00:00", "--partition=long", "--account=physics", "--mem=2G", $"{_sweep}/submissions/{submission.Id}.sh"],
            _slurm.ArgumentsOf("sbatch").Skip(7));
    }

    [Fact]
    public void The_folder_of_the_logs_is_there_before_the_job_is()
    {
        _slurm.Does("sbatch", _ =>
        {
            Assert.True(Directory.Exists(Path.Combine(_sweep, "logs")));
            return new CommandResult(0, "1\n", "");
        });

        Launcher.Start(Worker, new SlurmOptions(1, 1), Cancellation);
    }

    [Fact]
    public void What_the_job_is_called_is_kept_before_Slurm_is_asked()
    {
        _slurm.Does("sbatch", arguments =>
        {
            Submission kept = Assert.Single(Kept());
            Assert.Contains($"--job-name={kept.JobName}", arguments);
            Assert.Null(kept.JobId);
            throw new OperationCanceledException();
        });

        Assert.Throws<OperationCanceledException>(() => Launcher.Start(Worker, new SlurmOptions(1, 1), Cancellation));

        Assert.Single(Kept());
    }

    [Fact]
    public void A_job_whose_number_was_never_learnt_is_found_and_cancelled_by_its_name()
    {
        Submission crashed = Submission.New(SubmissionKind.Slurm, 2) with { User = "me" };
        _slurm.Answers("squeue", $"bn-{crashed.Id}|8|0|RUNNING|node1|None\n").Answers("scancel", "");

        Assert.Equal("8", Assert.Single(Launcher.Queue([crashed], Cancellation)).JobId);
        Launcher.Cancel(crashed, Cancellation);

        Assert.Equal(["--noheader", "--array", "--format=%j|%F|%K|%T|%N|%r", $"--name=bn-{crashed.Id}", "--user=me"], _slurm.ArgumentsOf("squeue"));
        Assert.Equal([$"--name=bn-{crashed.Id}", "--user=me"], _slurm.ArgumentsOf("scancel"));
    }

    [Fact]
    public void The_shell_hands_the_workers_arguments_over_as_they_are()
    {
        _slurm.Answers("sbatch", "1\n");
        string[] texts = ["two words", "it's", "$HOME", "`date`", "a\\b", "\"", "*", "", "ü", "#no comment", "!"];
        Submission submission = Launcher.Start(new WorkerCommand("/usr/bin/printf", ["%s|", .. texts]), new SlurmOptions(1, 1), Cancellation);

        string output = new CommandRunner().Run("/bin/sh", [$"{_sweep}/submissions/{submission.Id}.sh"], Cancellation).Output;

        Assert.Equal(string.Concat(texts.Select(text => $"{text}|")), output);
    }

    [Fact]
    public void Nothing_of_a_path_is_taken_for_one_of_Slurms_numbers()
    {
        _slurm.Answers("sbatch", "1\n");
        string odd = Directory.CreateDirectory(_folder.At("100%j it's $x")).FullName;

        new SlurmLauncher(_slurm, odd).Start(Worker, new SlurmOptions(1, 1), Cancellation);

        Assert.Contains($"--output={_folder.At("100%%j it's $x")}/logs/%A_%a.out", _slurm.ArgumentsOf("sbatch"));
        Assert.Contains($"--chdir={odd}", _slurm.ArgumentsOf("sbatch"));
    }

    [Theory]
    [InlineData("back\\slash")]
    [InlineData("line\nbreak")]
    public void A_folder_that_Slurm_cannot_write_its_logs_to_is_refused_before_anything_is_done(string name)
    {
        string odd = Directory.CreateDirectory(_folder.At(name)).FullName;

        Assert.Throws<ArgumentException>(() => new SlurmLauncher(_slurm, odd).Start(Worker, new SlurmOptions(1, 1), Cancellation));

        Assert.Empty(Directory.EnumerateFileSystemEntries(odd));
        Assert.Empty(_slurm.Calls);
    }

    [Fact]
    public void A_program_that_is_looked_for_in_the_search_path_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Launcher.Start(new WorkerCommand("pwsh", []), new SlurmOptions(1, 1), Cancellation));
    }

    [Theory]
    [InlineData("sbatch: error: Batch job submission failed: Invalid job array specification\n", LaunchProblem.TooManyWorkers)]
    [InlineData("sbatch: error: invalid partition specified: nope\nsbatch: error: Batch job submission failed: Invalid partition name specified\n", LaunchProblem.PartitionRefused)]
    [InlineData("sbatch: error: Batch job submission failed: Requested time limit is invalid (missing or exceeds some limit)", LaunchProblem.TimeLimitRefused)]
    [InlineData("sbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", LaunchProblem.AccountRefused)]
    [InlineData("sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy", LaunchProblem.TooManyWorkers)]
    [InlineData("sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified", LaunchProblem.AccountRefused)]
    [InlineData("sbatch: error: Batch job submission failed: Invalid qos specification", LaunchProblem.AccountRefused)]
    [InlineData("sbatch: error: Memory specification can not be satisfied\nsbatch: error: Batch job submission failed: Requested node configuration is not available", LaunchProblem.MemoryRefused)]
    [InlineData("sbatch: error: CPU count per node can not be satisfied\nsbatch: error: Batch job submission failed: Requested node configuration is not available", LaunchProblem.ProcessorsRefused)]
    [InlineData("sbatch: unrecognized option '--nonsense=foo'\nTry \"sbatch --help\" for more information", LaunchProblem.OptionRefused)]
    [InlineData("sbatch: error: Batch job submission failed: Invalid feature specification", LaunchProblem.JobRefused)]
    [InlineData("sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)", LaunchProblem.SchedulerUnavailable)]
    [InlineData("sbatch: error: ClusterName needs to be specified\nsbatch: fatal: Unable to process configuration file", LaunchProblem.SchedulerUnavailable)]
    public void A_refusal_of_sbatch_is_told_in_its_words_and_nothing_is_kept(string said, LaunchProblem problem)
    {
        _slurm.Answers("sbatch", "", said, exitCode: 1);

        LaunchException error = Assert.Throws<LaunchException>(() => Launcher.Start(Worker, new SlurmOptions(2, 1), Cancellation));

        Assert.Equal(problem, error.Problem);
        Assert.StartsWith("sbatch refused: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("error:", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_sweep, "submissions")));
    }

    [Fact]
    public void Where_there_is_no_Slurm_the_error_says_so_and_nothing_is_kept()
    {
        LaunchException error = Assert.Throws<LaunchException>(() => Launcher.Start(Worker, new SlurmOptions(2, 1), Cancellation));

        Assert.Equal(LaunchProblem.SchedulerNotFound, error.Problem);
        Assert.Empty(Kept());
    }

    [Theory]
    [InlineData("sbatch: error: Batch job submission failed: Socket timed out on send/recv operation")]
    [InlineData("sbatch: error: Batch job submission failed: Zero Bytes were transmitted or received")]
    public void Where_the_answer_was_lost_the_job_is_looked_for_by_its_name(string said)
    {
        _slurm.Answers("sbatch", "", said, exitCode: 1).Does("squeue", Finds("77"));

        Submission submission = Launcher.Start(Worker, new SlurmOptions(2, 1), Cancellation);

        Assert.Equal("77", submission.JobId);
        Assert.Equivalent(submission, Assert.Single(Kept()), strict: true);
    }

    [Fact]
    public void Where_sbatch_does_not_end_the_job_is_looked_for_by_its_name()
    {
        _slurm.Does("sbatch", _ => throw new TimeoutException("'sbatch' did not end.")).Does("squeue", Finds("77"));

        Assert.Equal("77", Launcher.Start(Worker, new SlurmOptions(2, 1), Cancellation).JobId);
    }

    [Fact]
    public void Where_nobody_can_tell_whether_there_is_a_job_what_it_would_be_called_is_kept_and_told()
    {
        _slurm.Does("sbatch", _ => throw new TimeoutException("'sbatch' did not end."))
            .Answers("squeue", "", "slurm_load_jobs error: Unable to contact slurm controller (connect failure)", exitCode: 1);

        LaunchException error = Assert.Throws<LaunchException>(() => Launcher.Start(Worker, new SlurmOptions(2, 1), Cancellation));

        Submission kept = Assert.Single(Kept());
        Assert.Equal(LaunchProblem.SubmissionUncertain, error.Problem);
        Assert.Contains($"squeue --name={kept.JobName}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4711\n", "4711")]
    [InlineData("4711;cluster\n", "4711")]
    [InlineData("Welcome to the cluster!\n\n4711\n", "4711")]
    public void The_number_of_the_job_is_in_the_last_line(string output, string number)
    {
        _slurm.Answers("sbatch", output);

        Assert.Equal(number, Launcher.Start(Worker, new SlurmOptions(1, 1), Cancellation).JobId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Submitted batch job\n")]
    [InlineData("12345678901\n")]
    public void Without_a_number_and_without_a_job_of_that_name_it_is_an_error(string output)
    {
        _slurm.Answers("sbatch", output).Answers("squeue", "");

        LaunchException error = Assert.Throws<LaunchException>(() => Launcher.Start(Worker, new SlurmOptions(1, 1), Cancellation));

        Assert.Contains("without a number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_queued_or_runs_is_read_from_squeue()
    {
        Submission submission = Submission.New(SubmissionKind.Slurm, 4) with { Id = "0123456789ab", User = "me" };
        _slurm.Answers("squeue", """
            Maintenance on Friday | see the web page
            bn-0123456789ab|3|1|PENDING||Resources
            bn-0123456789ab|3|2|PENDING||ReqNodeNotAvail, UnavailableNodes:node[1|2]
            bn-0123456789ab|3|0|RUNNING|node1|None
            bn-0123456789ab|3|9|COMPLETING|node2|None

            """);

        Assert.Equal(
            [
                new SlurmTask("bn-0123456789ab", "3", 1, "PENDING", "", "Resources"),
                new SlurmTask("bn-0123456789ab", "3", 2, "PENDING", "", "ReqNodeNotAvail, UnavailableNodes:node[1|2]"),
                new SlurmTask("bn-0123456789ab", "3", 0, "RUNNING", "node1", "None"),
                new SlurmTask("bn-0123456789ab", "3", 9, "COMPLETING", "node2", "None"),
            ],
            Launcher.Queue([submission], Cancellation));
        Assert.Equal([false, false, true, false], Launcher.Queue([submission], Cancellation).Select(task => task.IsRunning));
    }

    [Fact]
    public void All_submissions_of_a_user_are_asked_for_at_once_and_those_of_others_not_at_all()
    {
        Submission first = Submission.New(SubmissionKind.Slurm, 1) with { User = "me" };
        Submission second = Submission.New(SubmissionKind.Slurm, 1) with { User = "me" };
        _slurm.Answers("squeue", "");

        Assert.Empty(Launcher.Queue([first, Submission.New(SubmissionKind.Local, 1), second], Cancellation));

        Assert.Contains($"--name={first.JobName},{second.JobName}", _slurm.ArgumentsOf("squeue"));
    }

    [Fact]
    public void Without_submissions_Slurm_is_not_asked()
    {
        Assert.Empty(Launcher.Queue([Submission.New(SubmissionKind.Local, 1)], Cancellation));
        Assert.Empty(_slurm.Calls);
    }

    [Fact]
    public void A_user_without_a_name_is_not_named()
    {
        _slurm.Answers("scancel", "");

        Launcher.Cancel(Submission.New(SubmissionKind.Slurm, 1) with { User = "" }, Cancellation);

        Assert.Single(_slurm.ArgumentsOf("scancel"));
    }

    [Fact]
    public void A_controller_that_is_down_is_told_of_whatever_was_asked()
    {
        Submission submission = Submission.New(SubmissionKind.Slurm, 1);
        _slurm.Answers("squeue", "", "slurm_load_jobs error: Unable to contact slurm controller (connect failure)", exitCode: 1)
            .Answers("scancel", "", "scancel: error: Kill job error on job id 1: Unable to contact slurm controller (connect failure)", exitCode: 8);

        Assert.All(
            [() => Launcher.Queue([submission], Cancellation), (Action)(() => Launcher.Cancel(submission, Cancellation))],
            ask => Assert.Equal(LaunchProblem.SchedulerUnavailable, Assert.Throws<LaunchException>(ask).Problem));
    }

    /// <summary>squeue as it is where it has a job of whatever name is asked for.</summary>
    private static Func<IReadOnlyList<string>, CommandResult> Finds(string number) => arguments =>
        new CommandResult(0, $"{arguments.Single(argument => argument.StartsWith("--name=", StringComparison.Ordinal))["--name=".Length..]}|{number}|0|PENDING||None\n", "");

    private IReadOnlyList<Submission> Kept() => new Submissions(_sweep).All(refused => Assert.Fail(refused.Message));
}
