using BatchNorm.Sweeps.Launching;

namespace BatchNorm.Slurm;

/// <summary>Workers of the shell on a real Slurm.</summary>
public sealed class SlurmLauncherTests(ClusterFixture cluster) : SlurmTest(cluster)
{
    private const string WritesAndEnds = "echo \"worker $SLURM_ARRAY_TASK_ID of $SLURM_CPUS_PER_TASK cpu in $PWD: $*\"";

    /// <summary>Says when it is up and when it is asked to end, and else does nothing for as long as it is let.</summary>
    private const string Waits = "trap 'echo asked to end; exit 0' TERM; echo up $$; while :; do sleep 0.2; done";

    [Fact]
    public void Every_worker_runs_once_with_a_log_of_its_own()
    {
        Submission submission = Launcher.Start(Worker(WritesAndEnds, "it's", "$HOME"), new SlurmOptions(6, 1), Cancellation);

        ClusterFixture.Eventually(() => Queue(submission).Count == 0, "the job to end");
        Assert.All(Enumerable.Range(0, 6), worker => Assert.Equal($"worker {worker} of 1 cpu in {Sweep}: it's $HOME\n", Log(submission, worker)));
    }

    [Theory]
    [InlineData("two words, it's $HOME")]
    [InlineData("100%j and 100%%")]
    [InlineData("\"[a]*#;&")]
    public void A_folder_may_be_called_anything(string name)
    {
        string folder = Cluster.NewFolder(name);
        var launcher = new SlurmLauncher(new CommandRunner(), folder);

        Submission submission = launcher.Start(Worker(WritesAndEnds), new SlurmOptions(1, 1), Cancellation);

        ClusterFixture.Eventually(() => launcher.Queue([submission], Cancellation).Count == 0, "the job to end");
        Assert.Equal($"worker 0 of 1 cpu in {folder}: \n", File.ReadAllText(Path.Combine(folder, "logs", $"{submission.JobId}_0.out")));
    }

    [Fact]
    public void The_queue_tells_who_runs_where_and_why_the_others_wait()
    {
        Submission submission = Launcher.Start(Worker(Waits), new SlurmOptions(6, 1), Cancellation);

        ClusterFixture.Eventually(() => Queue(submission).Count(task => task.IsRunning) == ClusterFixture.Nodes, "all nodes to be taken");
        IReadOnlyList<SlurmTask> queue = Queue(submission);
        Assert.All(queue, task => Assert.Equal((submission.JobName, submission.JobId), (task.JobName, task.JobId)));
        Assert.Equal([0, 1, 2, 3, 4, 5], queue.Select(task => task.Index).Order());
        Assert.Equal(["node1", "node2", "node3", "node4"], queue.Where(task => task.IsRunning).Select(task => task.Node).Order(StringComparer.Ordinal));
        Assert.All(queue.Where(task => !task.IsRunning), task => Assert.Equal(("PENDING", ""), (task.State, task.Node)));
    }

    [Fact]
    public void What_waits_is_cancelled_and_what_runs_is_asked_to_end()
    {
        Submission submission = Launcher.Start(Worker(Waits), new SlurmOptions(6, 1), Cancellation);
        Submission other = Launcher.Start(Worker(Waits), new SlurmOptions(1, 1), Cancellation);
        ClusterFixture.Eventually(() => Running(submission).All(worker => Log(submission, worker).StartsWith("up ", StringComparison.Ordinal)) && Running(submission).Length == 4, "four workers to be up");
        int[] running = Running(submission);

        Launcher.Cancel(submission, Cancellation);

        ClusterFixture.Eventually(() => Queue(submission).Count == 0, "the job to be gone");
        Assert.All(running, worker => Assert.Contains("asked to end", Log(submission, worker), StringComparison.Ordinal));
        Assert.Single(Queue(other));
        Launcher.Cancel(submission, Cancellation);
    }

    [Fact]
    public void A_job_whose_number_was_never_learnt_is_found_and_cancelled()
    {
        Submission submission = Launcher.Start(Worker(Waits), new SlurmOptions(2, 1), Cancellation) with { JobId = null };

        Assert.Equal(2, Queue(submission).Count);
        Launcher.Cancel(submission, Cancellation);

        ClusterFixture.Eventually(() => Queue(submission).Count == 0, "the job to be gone");
    }

    [Fact]
    public void The_sites_own_options_and_the_limits_arrive()
    {
        var options = new SlurmOptions(1, 1) { Partition = "test", TimeLimit = TimeSpan.FromMinutes(90), SbatchOptions = ["--comment=two words", "--mem=100M"] };

        Submission submission = Launcher.Start(Worker(Waits), options, Cancellation);

        string job = Cluster.Run("squeue", "-h", $"--name={submission.JobName}", "-o", "%l|%P|%k|%m").Output;
        Assert.Equal("1:30:00|test|two words|100M\n", job);
    }

    [Fact]
    public void A_worker_that_is_put_back_starts_again_and_goes_on_in_the_same_log()
    {
        Submission submission = Launcher.Start(Worker(Waits), new SlurmOptions(1, 1), Cancellation);
        ClusterFixture.Eventually(() => Ups(submission, 0) == 1, "the worker to be up");

        Cluster.Run("scontrol", "requeue", $"{submission.JobId}_0");

        ClusterFixture.Eventually(() => Ups(submission, 0) == 2, "the worker to be up again");
        Assert.Contains("asked to end", Log(submission, 0), StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_whose_node_is_lost_starts_on_another_while_the_first_lives_on()
    {
        Submission submission = Launcher.Start(Worker(Waits), new SlurmOptions(1, 1), Cancellation);
        ClusterFixture.Eventually(() => Ups(submission, 0) == 1, "the worker to be up");
        int node = int.Parse(Assert.Single(Queue(submission)).Node["node".Length..], provider: null);

        Cluster.KillNode(node);
        try
        {
            ClusterFixture.Eventually(() => Ups(submission, 0) == 2, "the worker to be up on another node");
            Assert.All(Processes(submission, 0), process => Assert.True(Directory.Exists($"/proc/{process}"), $"{process} is dead."));
        }
        finally
        {
            Cluster.StartNode(node);
        }

        ClusterFixture.Eventually(() => Processes(submission, 0).Count(process => Directory.Exists($"/proc/{process}")) == 1, "the first to be ended");
    }

    [Fact]
    public void While_the_controller_is_gone_workers_go_on_and_whoever_asks_is_told()
    {
        Submission submission = Launcher.Start(Worker(Waits), new SlurmOptions(1, 1), Cancellation);
        ClusterFixture.Eventually(() => Ups(submission, 0) == 1, "the worker to be up");

        Cluster.LetControllerSave(submission);
        Cluster.KillController();
        try
        {
            Assert.All(
                [() => Queue(submission), (Action)(() => Launcher.Start(Worker(WritesAndEnds), new SlurmOptions(1, 1), Cancellation))],
                ask => Assert.Equal(LaunchProblem.SchedulerUnavailable, Assert.Throws<LaunchException>(ask).Problem));
            Assert.True(Directory.Exists($"/proc/{Assert.Single(Processes(submission, 0))}"));
        }
        finally
        {
            Cluster.StartController();
        }

        ClusterFixture.Eventually(() => Queue(submission) is [{ IsRunning: true }], "the job to run for the controller too");
        Assert.Single(new Submissions(Sweep).All(refused => Assert.Fail(refused.Message)));
    }

    [Theory]
    [InlineData(1002, 1, null, "--mem=100M", LaunchProblem.TooManyWorkers)]
    [InlineData(1, 1, "nope", "--mem=100M", LaunchProblem.PartitionRefused)]
    [InlineData(1, 1, null, "--mem=999G", LaunchProblem.MemoryRefused)]
    [InlineData(1, 1, null, "--nonsense=x", LaunchProblem.OptionRefused)]
    [InlineData(1, 1, null, "--constraint=gpu", LaunchProblem.JobRefused)]
    public void A_job_that_Slurm_refuses_is_an_error_that_tells_what_is_wrong(int workers, int cpus, string? partition, string option, LaunchProblem problem)
    {
        var options = new SlurmOptions(workers, cpus) { Partition = partition, SbatchOptions = [option] };

        LaunchException error = Assert.Throws<LaunchException>(() => Launcher.Start(Worker(WritesAndEnds), options, Cancellation));

        Assert.Equal(problem, error.Problem);
        Assert.Empty(new Submissions(Sweep).All(refused => Assert.Fail(refused.Message)));
    }

    [Fact]
    public void A_thousand_workers_are_one_job()
    {
        Submission submission = Launcher.Start(Worker(Waits), new SlurmOptions(1001, 1), Cancellation);

        Assert.Equal(1001, Queue(submission).Count);
        Launcher.Cancel(submission, Cancellation);

        ClusterFixture.Eventually(() => Queue(submission).Count == 0, "the job to be gone");
    }

    private static WorkerCommand Worker(string script, params string[] arguments) => new("/bin/sh", ["-c", script, "sh", .. arguments]);

    private int[] Running(Submission submission) => [.. Queue(submission).Where(task => task.IsRunning).Select(task => task.Index)];

    private int Ups(Submission submission, int worker) => Processes(submission, worker).Length;

    /// <summary>The processes that a worker was, one for every start.</summary>
    private string[] Processes(Submission submission, int worker) =>
        [.. Log(submission, worker).Split('\n').Where(line => line.StartsWith("up ", StringComparison.Ordinal)).Select(line => line["up ".Length..])];
}
