namespace BatchNorm.Files;

public sealed class ReplacedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_its_writer_still_holds_is_opened_when_it_lets_go()
    {
        string path = _folder.Write("held", [1, 2, 3]);
        Task<FileStream> opening;
        using (new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            Assert.Throws<IOException>(() => File.ReadAllBytes(path));
            opening = Task.Run(() => ReplacedFile.OpenRead(path), TestContext.Current.CancellationToken);
        }

        using FileStream opened = await opening;
        Assert.Equal(3, opened.Length);
    }

    [Fact]
    public void What_is_open_can_be_replaced_and_is_read_as_it_was()
    {
        string path = _folder.Write("old", [1]);
        using FileStream opened = ReplacedFile.OpenRead(path);

        AtomicFile.Write(path, overwrite: true, stream => stream.Write([2, 3]));

        Assert.Equal(1, opened.ReadByte());
        Assert.Equal([2, 3], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_waited_for() =>
        Assert.Throws<FileNotFoundException>(() => ReplacedFile.OpenRead(_folder.At("missing")));
}
