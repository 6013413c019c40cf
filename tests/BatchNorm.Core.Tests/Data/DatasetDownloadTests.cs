using System.Net;
using BatchNorm.Files;

namespace BatchNorm.Data;

public sealed class DatasetDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MadeMnist _mnist = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<string> AllNames => _mnist.Files.Select(file => file.PackedName).Order(StringComparer.Ordinal);

    public void Dispose()
    {
        _folder.Dispose();
        _mnist.Dispose();
    }

    [Fact]
    public void Mirrors_are_asked_over_https_only()
    {
        Assert.NotEmpty(DatasetCatalogue.Mnist.Mirrors);
        Assert.All(DatasetCatalogue.Mnist.Mirrors, mirror => Assert.Equal("https", mirror.Scheme));
    }

    [Fact]
    public async Task All_four_files_are_fetched_into_a_folder_that_is_made()
    {
        string folder = Path.Combine(_folder.Path, "a", "b");

        IReadOnlyList<CatalogueFile> fetched = await _mnist.Download.FetchAsync(folder, null, Cancellation);

        Assert.Equal(_mnist.Files, fetched);
        Assert.Equal(4, Directory.GetFiles(folder).Length);
        Assert.All(AllNames, name => Assert.Equal(_mnist.Packed(name), File.ReadAllBytes(Path.Combine(folder, name))));
        Assert.All(_mnist.Requests, request => Assert.Equal(MadeMnist.First.Host, request.Host));
    }

    [Fact]
    public async Task Files_that_are_there_are_not_fetched_again()
    {
        _mnist.Save(_folder);
        File.Delete(_folder.At("t10k-images-idx3-ubyte.gz"));

        IReadOnlyList<CatalogueFile> fetched = await _mnist.Download.FetchAsync(_folder.Path, null, Cancellation);
        IReadOnlyList<CatalogueFile> again = await _mnist.Download.FetchAsync(_folder.Path, null, Cancellation);

        Assert.Equal("t10k-images-idx3-ubyte", Assert.Single(fetched).Name);
        Assert.Empty(again);
        Assert.Single(_mnist.Requests);
    }

    [Fact]
    public async Task A_wrong_file_that_is_there_is_named_and_neither_replaced_nor_added_to()
    {
        byte[] wrong = IdxBytes.Gzip(IdxBytes.Labels(7));
        string path = _folder.Write("t10k-labels-idx1-ubyte.gz", wrong);

        var error = await Assert.ThrowsAsync<DatasetException>(
            () => _mnist.Download.FetchAsync(_folder.Path, null, Cancellation));

        Assert.Contains(path, error.Message);
        Assert.Contains("Delete it", error.Message);
        Assert.Equal(wrong, File.ReadAllBytes(path));
        Assert.Single(_folder.FileNames);
        Assert.Empty(_mnist.Requests);
    }

    public static TheoryData<string> Failures => [.. Answers.Keys];

    private static Dictionary<string, Func<MadeMnist, string, HttpResponseMessage>> Answers => new()
    {
        ["a valid file with another digest"] = (_, name) => MadeMnist.Ok(IdxBytes.Gzip(
            name.Contains("images", StringComparison.Ordinal) ? IdxBytes.Images(4, 28, 28) : IdxBytes.Labels(7))),
        ["a file cut off without notice"] = (mnist, name) => MadeMnist.Ok(mnist.Packed(name)[..^9]),
        ["fewer bytes than announced"] = (mnist, name) =>
        {
            HttpResponseMessage response = MadeMnist.Ok(mnist.Packed(name)[..^9]);
            response.Content.Headers.ContentLength = mnist.Packed(name).Length;
            return response;
        },
        ["a connection that breaks"] = (mnist, name) => new HttpResponseMessage
        {
            Content = new StreamContent(new BreakingStream(mnist.Packed(name)[..20])),
        },
        ["the file unpacked"] = (_, _) => MadeMnist.Ok(IdxBytes.Images(24, 28, 28)),
        ["a page of html"] = (_, _) => MadeMnist.Ok("<html>please log in</html>"u8.ToArray()),
        ["nothing"] = (_, _) => MadeMnist.Ok([]),
        ["not found"] = (_, _) => new HttpResponseMessage(HttpStatusCode.NotFound),
        ["a redirection to http"] = (_, name) => new HttpResponseMessage(HttpStatusCode.Redirect)
        {
            Headers = { Location = new Uri($"http://example.org/{name}") },
        },
        ["no connection"] = (_, _) => throw new HttpRequestException("Connection refused"),
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task When_a_mirror_fails_the_next_one_is_asked(string failure)
    {
        _mnist.LetAnswer(MadeMnist.First, name => Answers[failure](_mnist, name));

        await _mnist.Download.FetchAsync(_folder.Path, null, Cancellation);

        Assert.Equal(AllNames, _folder.FileNames);
        Assert.Single(_mnist.Requests, request => request.Host == MadeMnist.First.Host);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task When_all_mirrors_fail_each_is_named_and_nothing_is_left_behind(string failure)
    {
        _mnist.LetAnswer(MadeMnist.First, name => Answers[failure](_mnist, name));
        _mnist.LetAnswer(MadeMnist.Second, _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        string folder = _folder.At("new");

        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(
            () => _mnist.Download.FetchAsync(folder, null, Cancellation));

        Assert.All(DatasetCatalogue.Mnist.Mirrors, mirror => Assert.Contains(mirror.AbsoluteUri, error.Message));
        Assert.Contains("503", error.Message);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("a redirection to http", "302", "http://example.org/train-images-idx3-ubyte.gz")]
    [InlineData("fewer bytes than announced", "stopped after", "bytes")]
    [InlineData("a page of html", "not gzip", "")]
    [InlineData("a valid file with another digest", "SHA-256", "")]
    public async Task Why_a_mirror_was_given_up_is_told(string failure, string reason, string detail)
    {
        foreach (Uri mirror in DatasetCatalogue.Mnist.Mirrors)
            _mnist.LetAnswer(mirror, name => Answers[failure](_mnist, name));

        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(
            () => _mnist.Download.FetchAsync(_folder.Path, null, Cancellation));

        Assert.Contains(reason, error.Message);
        Assert.Contains(detail, error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mirror_that_sends_more_than_mnist_is_stopped_soon(bool announced)
    {
        var bytes = new byte[1_000_000];
        _mnist.LetAnswer(MadeMnist.First, _ => new HttpResponseMessage
        {
            Content = new StreamContent(announced ? new MemoryStream(bytes) : new StreamOfUnknownLength(bytes)),
        });
        var reports = new ProgressList();

        await _mnist.Download.FetchAsync(_folder.Path, reports, Cancellation);

        Assert.InRange(reports.Items.Max(report => report.BytesReceived), 1, 100_000);
        Assert.Equal(AllNames, _folder.FileNames);
    }

    [Fact]
    public async Task A_mirror_that_never_answers_is_given_up()
    {
        _mnist.LetAnswer(MadeMnist.First, async (_, cancellation) =>
        {
            await _mnist.Clock.PassSilence(cancellation);
            throw new InvalidOperationException();
        });

        await _mnist.Download.FetchAsync(_folder.Path, null, Cancellation);

        Assert.Equal(AllNames, _folder.FileNames);
    }

    [Fact]
    public async Task A_mirror_that_stops_half_way_is_given_up()
    {
        _mnist.LetAnswer(MadeMnist.First, name => new HttpResponseMessage
        {
            Content = new StreamContent(new BreakingStream(_mnist.Packed(name)[..20], _mnist.Clock)),
        });

        await _mnist.Download.FetchAsync(_folder.Path, null, Cancellation);

        Assert.Equal(AllNames, _folder.FileNames);
    }

    [Fact]
    public void Without_a_network_the_time_outs_of_all_mirrors_together_stay_under_eight_seconds()
    {
        TimeSpan silence = new DatasetDownload(DatasetCatalogue.Mnist).LongestSilence;

        Assert.InRange(silence * DatasetCatalogue.Mnist.Mirrors.Count, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(7.5));
    }

    [Fact]
    public async Task Cancelling_leaves_complete_files_only()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _mnist.LetAnswer(MadeMnist.First, async (name, cancellation) =>
        {
            if (name == "t10k-images-idx3-ubyte.gz")
                await source.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return MadeMnist.Ok(_mnist.Packed(name));
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _mnist.Download.FetchAsync(_folder.Path, null, source.Token));

        Assert.Equal(["train-images-idx3-ubyte.gz"], _folder.FileNames);
        Assert.Equal(2, _mnist.Requests.Count);
    }

    [Fact]
    public async Task Progress_tells_the_bytes_of_every_file()
    {
        var reports = new ProgressList();

        await _mnist.Download.FetchAsync(_folder.Path, reports, Cancellation);

        Assert.Equal(_mnist.Files.Select(file => file.PackedName), reports.Items.Select(report => report.FileName).Distinct());
        Assert.All(reports.Items, report => Assert.Equal(_mnist.Packed(report.FileName).Length, report.TotalBytes));
        Assert.All(
            reports.Items.GroupBy(report => report.FileName),
            file => Assert.Equal(file.Last().TotalBytes, file.Last().BytesReceived));
    }

    [Fact]
    public async Task A_file_that_another_process_stored_meanwhile_is_kept()
    {
        byte[] theirs = [.. _mnist.Packed("train-images-idx3-ubyte.gz")];
        theirs[9] = 255; // the system that packed it, which the content does not depend on
        _mnist.LetAnswer(MadeMnist.First, name =>
        {
            if (name == "train-images-idx3-ubyte.gz")
                _folder.Write(name, theirs);
            return MadeMnist.Ok(_mnist.Packed(name));
        });

        await _mnist.Download.FetchAsync(_folder.Path, null, Cancellation);

        Assert.Equal(theirs, File.ReadAllBytes(_folder.At("train-images-idx3-ubyte.gz")));
        Assert.Equal(AllNames, _folder.FileNames);
    }

    [Fact]
    public async Task Fetching_twice_at_once_gives_one_good_set()
    {
        // Nobody gets the first file before both have asked for it.
        const int Fetching = 2;
        int asked = 0;
        var allAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.WhenAll(Enumerable.Range(0, Fetching).Select(async _ =>
        {
            using var mnist = new MadeMnist();
            mnist.LetAnswer(MadeMnist.First, async (name, cancellation) =>
            {
                if (name == mnist.Files[0].PackedName && Interlocked.Increment(ref asked) == Fetching)
                    allAsked.SetResult();
                await allAsked.Task.WaitAsync(cancellation);
                return MadeMnist.Ok(mnist.Packed(name));
            });
            await mnist.Download.FetchAsync(_folder.Path, null, Cancellation);
        }));

        Assert.Equal(AllNames, _folder.FileNames);
        await DatasetReader.ReadGenuineAsync(_folder.Path, _mnist.Dataset, Cancellation);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        string file = _folder.Write("file", []);

        var error = await Assert.ThrowsAsync<DatasetUnavailableException>(
            () => _mnist.Download.FetchAsync(Path.Combine(file, "mnist"), null, Cancellation));

        Assert.Contains("cannot be stored", error.Message);
        Assert.Contains(file, error.Message);
    }

    private sealed class ProgressList : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Items { get; } = [];

        public void Report(DownloadProgress value) => Items.Add(value);
    }

    private sealed class StreamOfUnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    /// <summary>Gives some bytes, then breaks, or is silent for as long as a clock allows.</summary>
    private sealed class BreakingStream(byte[] bytes, SilenceClock? silence = null) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int length = await base.ReadAsync(buffer, cancellationToken);
            if (length == 0 && silence is not null)
                await silence.PassSilence(cancellationToken);
            return length > 0 ? length : throw new IOException("The connection was reset.");
        }
    }
}
