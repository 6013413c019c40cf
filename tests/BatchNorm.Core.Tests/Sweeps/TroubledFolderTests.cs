using BatchNorm.Files;

namespace BatchNorm.Sweeps;

/// <summary>A folder that fails for a moment, as one over a network does.</summary>
public sealed class TroubledFolderTests
{
    private const int InputOutputError = 5;

    private static readonly IOException Passing = OperatingSystem.IsWindows()
        ? new IOException("The network is gone.", unchecked((int)0x80070040))
        : new IOException("Input/output error", InputOutputError);

    private readonly List<string> _told = [];

    [Fact]
    public void What_fails_for_a_moment_is_tried_again_and_told_of_once()
    {
        int tries = 0;

        int result = Bearing(TimeSpan.FromMinutes(5)).Try(() => ++tries < 3 ? throw Passing : tries, TestContext.Current.CancellationToken);

        Assert.Equal(3, result);
        Assert.Contains(Passing.Message, Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public void What_fails_for_too_long_is_an_error_that_says_for_how_long_and_is_not_borne_with_again()
    {
        int tries = 0;

        IOException error = Assert.Throws<IOException>(() => Bearing(TimeSpan.FromMilliseconds(150)).Try(() => Fail(ref tries), TestContext.Current.CancellationToken));

        Assert.InRange(tries, 2, 3);
        Assert.Same(Passing, error.InnerException);
        Assert.StartsWith("The sweep's folder has failed for", error.Message, StringComparison.Ordinal);
        Assert.False(PassingErrors.Has(error));
    }

    [Fact]
    public void Who_is_told_to_end_tries_once_more_and_no_longer()
    {
        using var ending = new CancellationTokenSource();
        int tries = 0;
        void FailAndEnd()
        {
            ending.Cancel();
            Fail(ref tries);
        }

        Assert.Same(Passing, Assert.Throws<IOException>(() => Bearing(TimeSpan.FromMinutes(5)).Try(FailAndEnd, ending.Token)));

        Assert.Equal(2, tries);
    }

    [Fact]
    public void A_full_disk_and_missing_rights_do_not_pass_by_waiting()
    {
        const int NoSpace = 28;
        Exception[] lasting = [new IOException("No space left on device", NoSpace), new UnauthorizedAccessException(), new NoSweepException("nowhere"), new FileNotFoundException()];

        foreach (Exception error in lasting)
        {
            int tries = 0;
            Assert.Same(error, Assert.Throws(error.GetType(), () => Bearing(TimeSpan.FromMinutes(5)).Try(() => ++tries > 0 ? throw error : true, TestContext.Current.CancellationToken)));
            Assert.Equal(1, tries);
        }
    }

    [Fact]
    public void An_error_that_names_the_file_is_as_passing_as_the_systems_own() =>
        Assert.True(PassingErrors.Has(WriteErrors.InUsersWords(Passing, ".x.tmp", "x")));

    [Fact(Timeout = 60_000)] // of which it needs a moment
    public async Task A_worker_goes_on_when_its_folder_can_be_read_again()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(2));
        using FileStream held = Held(sweep);
        var worker = new SweepWorker(sweep.Folder, MadeSweep.Digits, MadeSweep.Impatient with { LeaseTime = TimeSpan.FromMinutes(5) }, log: new Told(message =>
        {
            _told.Add(message);
            held.Dispose();
        }));

        await Task.Run(() => worker.Run(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        Assert.NotEmpty(_told);
        sweep.AssertWhole();
    }

    [Fact]
    public void A_worker_whose_folder_stays_unreadable_ends_with_an_error_that_says_so()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(1));
        using FileStream held = Held(sweep);

        IOException error = Assert.Throws<IOException>(() => sweep.Work());

        Assert.StartsWith("The sweep's folder has failed for", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(sweep.Folder.Workers));
    }

    private static void Fail(ref int tries)
    {
        tries++;
        throw Passing;
    }

    /// <summary>Holds the file of the cells, so that nobody can open it: to the system that is one of the troubles that pass.</summary>
    private static FileStream Held(MadeSweep sweep) =>
        new(Directory.GetFiles(sweep.Folder.CellFiles).Single(), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    private Forbearance Bearing(TimeSpan most) => new(most, new Told(_told.Add));

    private sealed class Told(Action<string> tell) : IProgress<string>
    {
        public void Report(string value)
        {
            lock (tell)
                tell(value);
        }
    }
}
