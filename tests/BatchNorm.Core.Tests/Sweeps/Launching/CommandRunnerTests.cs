namespace BatchNorm.Sweeps.Launching;

public class CommandRunnerTests
{
    private static readonly CommandRunner Runner = new(TimeSpan.FromMinutes(1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_program_gets_its_arguments_as_they_are_and_its_output_comes_back()
    {
        CommandResult result = Runner.Run("/bin/sh", ["-c", "printf '%s|' \"$@\"; echo oops >&2; exit 3", "sh", "a b", "$HOME", "'\"", ""], Cancellation);

        Assert.Equal(new CommandResult(3, "a b|$HOME|'\"||", "oops\n"), result);
    }

    [Fact]
    public void A_program_has_nothing_to_read()
    {
        Assert.Equal("end", Runner.Run("/bin/sh", ["-c", "cat; printf end"], Cancellation).Output);
    }

    [Fact]
    public void A_program_that_is_not_there_is_told_apart_from_one_that_cannot_be_started()
    {
        Assert.Throws<FileNotFoundException>(() => Runner.Run("no-such-program-here", [], Cancellation));
        Assert.Throws<IOException>(() => Runner.Run("/", [], Cancellation));
    }

    [Fact]
    public void A_program_that_does_not_end_is_ended()
    {
        var runner = new CommandRunner(TimeSpan.FromMilliseconds(100));

        TimeoutException error = Assert.Throws<TimeoutException>(() => runner.Run("sleep", ["1000"], Cancellation));

        Assert.Equal("'sleep' did not end within 0.1 seconds and was ended.", error.Message);
    }

    [Fact]
    public void A_program_is_ended_when_nobody_waits_any_more()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.CancelAfter(TimeSpan.FromMilliseconds(50));

        Assert.ThrowsAny<OperationCanceledException>(() => Runner.Run("sleep", ["1000"], cancelled.Token));
    }

    [Fact]
    public void What_is_far_too_long_is_no_answer_and_does_not_fill_the_memory()
    {
        Assert.Throws<IOException>(() => Runner.Run("/bin/sh", ["-c", "head -c 20000000 /dev/zero"], Cancellation));
    }
}
