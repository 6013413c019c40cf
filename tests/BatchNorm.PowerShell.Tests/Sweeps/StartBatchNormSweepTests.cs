using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell.Sweeps;

public sealed class StartBatchNormSweepTests(SweepModule module) : IClassFixture<SweepModule>
{
    /// <summary>Has the session find the repository's shell as pwsh, and whatever else is in some folders before it.</summary>
    private static string WithPath(string script, params string[] folders) => $$"""
        $path = $env:PATH
        $env:PATH = '{{string.Join(Path.PathSeparator, [.. folders, Path.GetDirectoryName((string)AppContext.GetData("BatchNorm.Shell")!)])}}' + [IO.Path]::PathSeparator + $path
        try { {{script}} } finally { $env:PATH = $path }
        """;

    [Fact]
    public async Task Workers_on_this_computer_are_processes_that_train_it_to_its_end()
    {
        string sweep = module.Make("-Seed (1..4)");

        ScriptResult started = module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -WorkerCount 2 -CpuPerWorker 1 -Verbose"));
        started.ThrowIfFailed();
        await SweepModule.Until(() => module.Status(sweep).Value<bool>("HasEnded"));

        Assert.Contains(started.Verbose, message => message.Contains("Started 2 workers", StringComparison.Ordinal));
        Assert.Equal(4, module.Status(sweep).Value<int>("Done"));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(sweep, "logs"), "*.out").Length);
    }

    [Fact]
    public void Waiting_it_comes_back_when_all_is_done()
    {
        string sweep = module.Make("-Seed 1, 2");

        ScriptResult result = module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -Wait"));

        Assert.Equal(2, result.Only().Value<int>("Done"));
        Assert.NotEmpty(result.Progress);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Where_its_workers_end_with_work_left_it_says_so()
    {
        string sweep = module.NewPath();
        using var images = new TinyDataset();
        module.Run(sweep, $"New-BatchNormSweep -Path $sweep {SweepModule.Quick.Replace("$tiny", $"'{images.Folder}'", StringComparison.Ordinal)}").ThrowIfFailed();
        foreach (string file in Directory.GetFiles(images.Folder))
            File.Delete(file); // so that no worker gets anywhere

        ScriptResult result = module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -Wait"));

        Assert.Equal(0, result.Only().Value<int>("Done"));
        Assert.Contains("1 of its comparisons is neither done nor failed", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.NotEqual("", File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(sweep, "logs")))));
    }

    [Fact]
    public void Starting_again_takes_the_mark_to_stop_away_tries_what_failed_and_trains_what_was_damaged()
    {
        string sweep = module.Make("-Seed 1, 2");
        module.Run(sweep, "Invoke-BatchNormSweep $sweep; Stop-BatchNormSweep $sweep").ThrowIfFailed();
        string damaged = Directory.GetFiles(Path.Combine(sweep, "runs"))[0];
        File.WriteAllText(damaged, "");
        module.Run(sweep, $"New-BatchNormSweep -Path $sweep {SweepModule.Quick} -Seed 3").ThrowIfFailed();
        module.Fail(sweep, seed: 3, "It was too much.");

        ScriptResult result = module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -Wait"));

        Assert.Equal((3, 0), (result.Only().Value<int>("Done"), result.Only().Value<int>("Failed")));
        Assert.Contains(Path.GetFileNameWithoutExtension(damaged), Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_left_nobody_is_started()
    {
        string sweep = module.Make("-Seed 1");
        module.Run(sweep, "Invoke-BatchNormSweep $sweep").ThrowIfFailed();

        ScriptResult result = module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -Wait"));

        Assert.True(result.Value<bool>("HasEnded"));
        Assert.False(Directory.Exists(Path.Combine(sweep, "submissions")));
    }

    [Fact]
    public async Task Workers_that_are_at_work_already_count()
    {
        string sweep = module.NewPath();
        module.Run(sweep, $"New-BatchNormSweep -Path $sweep {SweepModule.Quick} -Seed (1..5000)").ThrowIfFailed(); // which takes minutes

        module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -CpuPerWorker 1")).ThrowIfFailed();
        ScriptResult again = module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -CpuPerWorker 1")); // before the first has given a sign of life
        await SweepModule.Until(() => Living(sweep) == 1);
        ScriptResult third = module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -CpuPerWorker 1"));
        ScriptResult more = module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -CpuPerWorker 1 -WorkerCount 2 -Verbose"));
        await SweepModule.Until(() => Living(sweep) == 2);
        module.Run(sweep, "Stop-BatchNormSweep $sweep").ThrowIfFailed();
        await SweepModule.Until(() => Living(sweep) == 0);

        Assert.All([again, third], refused => Assert.StartsWith("1 worker is at work", Assert.Single(refused.Warnings), StringComparison.Ordinal));
        Assert.Empty(more.Warnings);
        Assert.Contains(more.Verbose, message => message.Contains("Started 1 workers", StringComparison.Ordinal));
        Assert.Equal(2, SubmissionIds(sweep).Count());
    }

    private int Living(string sweep) => module.Run(sweep, "@((Get-BatchNormSweep $sweep).Workers | Where-Object IsAlive).Count").Only().BaseObject is int count ? count : -1;

    [Fact]
    public void What_waits_in_Slurm_counts_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        string sweep = module.Make("-Seed (1..3)"); // six runs
        string slurm = Slurm("sbatch", "printf '%s\\n' \"$@\" > \"$(dirname \"$0\")/asked\"; echo 4711");
        module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -Slurm -WorkerCount 2", slurm)).ThrowIfFailed();
        string job = $"bn-{SubmissionIds(sweep).Single()}|4711";
        Slurm("squeue", $"printf '%s\\n' '{job}|0|PENDING||Priority' '{job}|1|RUNNING|n1|None' '{job}|2|COMPLETING|n1|None'", slurm);

        ScriptResult enough = module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -Slurm -WorkerCount 2", slurm));
        module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -Slurm -WorkerCount 5", slurm)).ThrowIfFailed();

        Assert.StartsWith("2 workers are at work", Assert.Single(enough.Warnings), StringComparison.Ordinal);
        Assert.Contains("--array=0-2", File.ReadAllLines(Path.Combine(slurm, "asked")));
    }

    [Fact]
    public void WhatIf_starts_nobody()
    {
        string sweep = module.Make();

        Assert.Empty(module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -WhatIf")).Output);

        Assert.False(Directory.Exists(Path.Combine(sweep, "submissions")));
    }

    [Theory]
    [InlineData("-WorkerCount 2", "Submit up to 2 workers to Slurm")]
    [InlineData("-WorkerCount 1 -Partition short", "Submit up to 1 worker to Slurm, partition short")]
    [InlineData("", "Submit up to 6 workers to Slurm")] // six runs, and nobody knows how long they take
    public void The_action_says_how_many_workers_there_may_be_and_where(string arguments, string action)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        string sweep = module.Make("-Seed (1..3)");
        string slurm = Slurm("sbatch", "echo 4711");

        ScriptResult result = module.Run(sweep, WithPath($"Start-BatchNormSweep $sweep -Slurm {arguments} -Verbose", slurm));

        Assert.Contains(result.Verbose, message => message.Contains($"\"{action}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Slurm_is_given_one_array_job_of_as_many_workers_as_there_is_work_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        string sweep = module.Make("-Seed (1..3)"); // six runs
        string slurm = Slurm("sbatch", "printf '%s\\n' \"$@\" > \"$(dirname \"$0\")/asked\"; echo 4711");

        ScriptResult result = module.Run(sweep, WithPath(
            "Start-BatchNormSweep $sweep -Slurm -WorkerCount 50 -CpuPerWorker 2 -Partition short -TimeLimit 1:30:00 -SbatchOption --account=physics, --mem=1G -RetryCount 5 -Verbose", slurm));

        result.ThrowIfFailed();
        string[] asked = File.ReadAllLines(Path.Combine(slurm, "asked"));
        Assert.Subset(asked.ToHashSet(), new HashSet<string> { "--array=0-2", "--cpus-per-task=2", "--partition=short", "--time=0-01:30:00", "--account=physics", "--mem=1G" });
        string script = File.ReadAllText(asked[^1]);
        Assert.Contains("Invoke-BatchNormSweep", script, StringComparison.Ordinal);
        Assert.Contains("01:29:00", script, StringComparison.Ordinal);
        Assert.Contains("-RetryCount 5", script, StringComparison.Ordinal);
        Assert.Contains(Repository.Manifest, script, StringComparison.Ordinal);
        Assert.Contains(result.Verbose, message => message.Contains("job 4711 of Slurm", StringComparison.Ordinal));
    }

    [Fact]
    public void What_Slurm_refuses_is_an_error_that_says_what_to_do()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        string sweep = module.Make();
        string slurm = Slurm("sbatch", "echo 'sbatch: error: invalid partition specified: nowhere' >&2; exit 1");

        ErrorRecord error = module.Run(sweep, WithPath("Start-BatchNormSweep $sweep -Slurm -Partition nowhere", slurm)).Error();

        Assert.StartsWith("PartitionRefused", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("sinfo", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Stopping_cancels_what_Slurm_has()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        string sweep = module.Make();
        string slurm = Slurm("sbatch", "echo 4711");
        Slurm("scancel", "printf '%s\\n' \"$@\" >> \"$(dirname \"$0\")/cancelled\"", slurm);

        module.Run(sweep, WithPath("$null = Start-BatchNormSweep $sweep -Slurm", slurm)).ThrowIfFailed();
        string old = SubmissionIds(sweep).Single();
        Slurm("squeue", "true", slurm);
        module.Run(sweep, WithPath("$null = Start-BatchNormSweep $sweep -Slurm", slurm)).ThrowIfFailed();
        string id = SubmissionIds(sweep).Single(id => id != old);
        Slurm("squeue", $"echo 'bn-{id}|4711|0|PENDING||Priority'", slurm);
        module.Run(sweep, WithPath("Stop-BatchNormSweep $sweep", slurm)).ThrowIfFailed();

        string[] cancelled = File.ReadAllLines(Path.Combine(slurm, "cancelled"));
        Assert.Contains($"--name=bn-{id}", cancelled);
        Assert.DoesNotContain($"--name=bn-{old}", cancelled);
    }

    [Fact]
    public void Where_there_is_no_Slurm_what_it_was_given_is_told_of_and_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        string sweep = module.Make();
        module.Run(sweep, WithPath("$null = Start-BatchNormSweep $sweep -Slurm", Slurm("sbatch", "echo 4711"))).ThrowIfFailed();

        ScriptResult stopped = module.Run(sweep, WithNothing("Stop-BatchNormSweep $sweep"));
        ScriptResult waited = module.Run(sweep, WithNothing("Receive-BatchNormSweep $sweep -Wait"));

        Assert.True(stopped.Only().Value<bool>("IsStopped"));
        Assert.StartsWith("Slurm's command squeue is not here. Workers", Assert.Single(stopped.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("Slurm's command squeue is not here. Whether", waited.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("2 of its comparisons", waited.Warnings[1], StringComparison.Ordinal);
    }

    /// <summary>Has the session find no program at all.</summary>
    private static string WithNothing(string script) => $$"""$path = $env:PATH; $env:PATH = '/nowhere'; try { {{script}} } finally { $env:PATH = $path }""";

    private static IEnumerable<string> SubmissionIds(string sweep) =>
        Directory.GetFiles(Path.Combine(sweep, "submissions"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path));

    [Fact]
    public void What_is_queued_is_waited_for_until_Slurm_has_done_with_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not for Windows.");
        string sweep = module.Make();
        string slurm = Slurm("sbatch", "echo 4711");
        Slurm("squeue", "echo asked >> \"$(dirname \"$0\")/squeue.log\"", slurm);

        ScriptResult result = module.Run(sweep, WithPath("$null = Start-BatchNormSweep $sweep -Slurm; Receive-BatchNormSweep $sweep -Wait", slurm));

        Assert.Empty(result.Output);
        Assert.Contains("2 of its comparisons", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.NotEmpty(File.ReadAllLines(Path.Combine(slurm, "squeue.log")));
    }

    [Theory]
    [InlineData("-Slurm -Local", "AmbiguousParameterSet")]
    [InlineData("-Partition short", "ParameterBindingException|AmbiguousParameterSet|MissingMandatoryParameter|ParameterBinding")]
    [InlineData("-Slurm -TimeLimit 60", "InvalidSettings")]
    [InlineData("-Slurm -SbatchOption --wrap=x", "InvalidSettings")]
    [InlineData("-WorkerCount 0", "ParameterArgumentValidationError")]
    public void What_does_not_go_together_is_refused(string arguments, string id)
    {
        string sweep = module.Make();

        string given = module.Run(sweep, WithPath($"Start-BatchNormSweep $sweep {arguments}")).ErrorId();

        Assert.Contains(id.Split('|'), begin => given.StartsWith(begin, StringComparison.Ordinal));
    }

    /// <summary>A folder with a command of Slurm that does what a script says.</summary>
    private string Slurm(string command, string script, string? folder = null)
    {
        folder ??= Directory.CreateDirectory(module.NewPath()).FullName;
        string path = Path.Combine(folder, command);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }
}
