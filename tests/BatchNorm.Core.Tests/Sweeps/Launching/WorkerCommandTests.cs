namespace BatchNorm.Sweeps.Launching;

public class WorkerCommandTests
{
    [Fact]
    public void A_worker_imports_the_module_and_works_on_the_sweep()
    {
        WorkerCommand command = WorkerCommand.Of("/opt/pwsh/pwsh", "/home/me/BatchNorm.psd1", new WorkerOptions("/data/sweep", 4));

        Assert.Equal("/opt/pwsh/pwsh", command.Program);
        Assert.Equal(
            ["-NoProfile", "-NonInteractive", "-Command", "Import-Module '/home/me/BatchNorm.psd1' -ErrorAction Stop; Invoke-BatchNormSweep -Path '/data/sweep' -ThrottleLimit 4"],
            command.Arguments);
    }

    [Fact]
    public void Everything_a_worker_can_be_told_is_in_its_command_line()
    {
        WorkerCommand command = WorkerCommand.Of("/pwsh", "/m", new WorkerOptions("/s", 1)
        {
            TimeLimit = new TimeSpan(1, 2, 3, 4),
            RetryCount = 0,
            Lingers = false,
            Dataset = "FashionMnist",
            DatasetPath = "/data/fashion",
        });

        Assert.EndsWith(
            "-ThrottleLimit 1 -TimeLimit '1.02:03:04' -RetryCount 0 -NoWait -Dataset 'FashionMnist' -DatasetPath '/data/fashion'",
            command.Arguments[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a b/$x", "'/a b/$x'")]
    [InlineData("/it's", "'/it''s'")]
    [InlineData("/\u2018curly\u2019 \u201Alow\u201B", "'/\u2018\u2018curly\u2019\u2019 \u201A\u201Alow\u201B\u201B'")]
    [InlineData("/`a\"b;|&", "'/`a\"b;|&'")]
    public void Whatever_is_in_a_path_PowerShell_reads_it_back(string path, string quoted)
    {
        WorkerCommand command = WorkerCommand.Of("/pwsh", "/m", new WorkerOptions(path, 1));

        Assert.Contains($" -Path {quoted} -ThrottleLimit", command.Arguments[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a\nb")]
    [InlineData("/a\0b")]
    [InlineData("/a\u0085b")]
    public void A_path_with_a_control_character_is_refused(string path)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => WorkerCommand.Of("/pwsh", "/m", new WorkerOptions(path, 1)));

        Assert.Contains("'/a?b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_without_threads_time_or_retries_is_refused()
    {
        var options = new WorkerOptions("/s", 1);

        Assert.All(
            [options with { Threads = 0 }, options with { TimeLimit = TimeSpan.Zero }, options with { RetryCount = -1 }],
            wrong => Assert.ThrowsAny<ArgumentException>(() => WorkerCommand.Of("/pwsh", "/m", wrong)));
    }
}
