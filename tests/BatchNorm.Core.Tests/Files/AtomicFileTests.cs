namespace BatchNorm.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_appears_with_its_content_and_nothing_beside_it()
    {
        AtomicFile.Write(_folder.At("new"), overwrite: false, stream => stream.Write([1, 2, 3]));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder.At("new")));
        Assert.Equal(["new"], _folder.FileNames);
    }

    [Fact]
    public void The_file_is_not_there_before_it_is_whole()
    {
        AtomicFile.Write(_folder.At("new"), overwrite: false, stream =>
        {
            stream.Write([1, 2, 3]);
            Assert.False(File.Exists(_folder.At("new")));
        });
    }

    [Fact]
    public void An_existing_file_is_replaced_when_that_is_wanted()
    {
        string path = _folder.Write("old", [9]);

        AtomicFile.Write(path, overwrite: true, stream => stream.Write([1, 2]));

        Assert.Equal([1, 2], File.ReadAllBytes(path));
    }

    [Fact]
    public void An_existing_file_is_kept_when_that_is_wanted_and_nothing_is_asked_to_write()
    {
        string path = _folder.Write("old", [9]);

        var error = Assert.Throws<IOException>(
            () => AtomicFile.Write(path, overwrite: false, _ => Assert.Fail("asked to write")));

        Assert.Contains(path, error.Message);
        Assert.Equal([9], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_file_that_came_up_while_this_one_was_written_is_kept()
    {
        string path = _folder.At("contested");

        Assert.Throws<IOException>(() => AtomicFile.Write(path, overwrite: false, _ => File.WriteAllBytes(path, [9])));

        Assert.Equal([9], File.ReadAllBytes(path));
        Assert.Equal(["contested"], _folder.FileNames);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_half_way_leaves_what_was_there_and_nothing_beside_it(bool exists)
    {
        string path = exists ? _folder.Write("file", [9]) : _folder.At("file");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, overwrite: true, stream =>
        {
            stream.Write([1, 2, 3]);
            throw new InvalidOperationException();
        }));

        Assert.Equal(exists ? ["file"] : [], _folder.FileNames);
        Assert.Equal(exists, File.Exists(path) && File.ReadAllBytes(path) is [9]);
    }

    [Fact]
    public void A_folder_is_not_written_over()
    {
        Directory.CreateDirectory(_folder.At("folder"));

        var error = Assert.Throws<IOException>(() => AtomicFile.Write(_folder.At("folder"), overwrite: true, _ => { }));

        Assert.Contains("is a folder", error.Message);
    }

    [Fact]
    public void A_missing_folder_is_an_error_and_is_not_made()
    {
        Assert.Throws<DirectoryNotFoundException>(
            () => AtomicFile.Write(Path.Combine(_folder.At("missing"), "file"), overwrite: true, _ => { }));

        Assert.False(Directory.Exists(_folder.At("missing")));
    }

    [Fact]
    public void Whether_a_file_can_be_written_is_found_out_without_a_trace()
    {
        string existing = _folder.Write("old", [1, 2, 3]);

        AtomicFile.CheckWritable(_folder.At("new"));
        AtomicFile.CheckWritable(existing);

        Assert.Equal(["old"], _folder.FileNames);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(existing));
    }

    [Fact]
    public void Where_no_file_can_be_written_is_found_out_before_there_is_one()
    {
        Assert.Throws<IOException>(() => AtomicFile.CheckWritable(Path.GetDirectoryName(_folder.At("any"))!));
        Assert.ThrowsAny<IOException>(() => AtomicFile.CheckWritable(_folder.At("nowhere/new")));
    }
}
