namespace BatchNorm.Sweeps.Launching;

public class SlurmOptionsTests
{
    [Theory]
    [InlineData("00:02:00", "0-00:02:00", "00:01:00")]
    [InlineData("00:02:01", "0-00:03:00", "00:02:00")]
    [InlineData("2.03:04:00", "2-03:04:00", "2.03:03:00")]
    [InlineData("365.00:00:00", "365-00:00:00", "364.23:59:00")]
    public void A_time_limit_is_whole_minutes_and_the_worker_ends_a_minute_earlier(string given, string text, string worker)
    {
        SlurmOptions options = new SlurmOptions(1, 1) with { TimeLimit = TimeSpan.Parse(given, null) };

        options.Check();

        Assert.Equal(text, options.TimeText);
        Assert.Equal(TimeSpan.Parse(worker, null), options.WorkerTimeLimit);
    }

    [Fact]
    public void Without_a_time_limit_the_worker_has_none()
    {
        Assert.Null(new SlurmOptions(1, 1).WorkerTimeLimit);
    }

    [Theory]
    [InlineData("--account=physics")]
    [InlineData("--mem=4G")]
    [InlineData("-Aphysics")]
    [InlineData("--exclusive")]
    [InlineData("--comment=two words")]
    [InlineData("--export=NONE")]
    public void Options_of_the_site_pass(string option) =>
        (new SlurmOptions(1, 1) with { SbatchOptions = [option] }).Check();

    [Theory]
    [InlineData("--array=0-9", "the number of workers")]
    [InlineData("-a0-9", "the number of workers")]
    [InlineData("--cpus-per-task=8", "processors of each worker")]
    [InlineData("-pdebug", "name of the partition")]
    [InlineData("--time=10", "the time limit")]
    [InlineData("--job-name=mine", "the submission")]
    [InlineData("--wait", "does not wait")]
    [InlineData("--account physics", "equals sign")]
    [InlineData("physics", "no option of sbatch")]
    [InlineData("", "no option of sbatch")]
    [InlineData("--", "no option of sbatch")]
    [InlineData("--comment=a\nb", "'--comment=a?b'")]
    public void Options_that_would_be_in_the_way_are_refused_with_what_to_do(string option, string message)
    {
        SlurmOptions options = new SlurmOptions(1, 1) with { SbatchOptions = [option] };

        Assert.Contains(message, Assert.Throws<ArgumentException>(options.Check).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_times_and_names_that_cannot_be_are_refused()
    {
        var options = new SlurmOptions(1, 1);

        Assert.All(
            [
                options with { Workers = 0 },
                options with { CpusPerWorker = 0 },
                options with { TimeLimit = TimeSpan.FromSeconds(119) },
                options with { TimeLimit = TimeSpan.FromDays(366) },
                options with { Partition = "" },
                options with { Partition = "two words" },
            ],
            wrong => Assert.ThrowsAny<ArgumentException>(wrong.Check));
    }
}
