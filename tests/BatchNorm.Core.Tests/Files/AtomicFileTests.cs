using System.Runtime.Versioning;

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

        var error = Assert.Throws<FileExistsException>(
            () => AtomicFile.Write(path, overwrite: false, _ => Assert.Fail("asked to write")));

        Assert.Contains(path, error.Message);
        Assert.Equal([9], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_file_that_came_up_while_this_one_was_written_is_kept()
    {
        string path = _folder.At("contested");

        Assert.Throws<FileExistsException>(() => AtomicFile.Write(path, overwrite: false, _ => File.WriteAllBytes(path, [9])));

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
    public async Task Of_many_who_must_not_replace_the_file_one_wins()
    {
        const int Writers = 4, Rounds = 50;
        for (int round = 0; round < Rounds; round++)
        {
            string path = _folder.At($"contested-{round}");
            using var together = new Barrier(Writers);
            bool[] won = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => OnItsOwnThread(() => Wins(path, (byte)writer, together))));

            Assert.Single(won, wins => wins);
            Assert.Equal([(byte)Array.IndexOf(won, true)], File.ReadAllBytes(path));
        }

        Assert.Equal(Rounds, _folder.FileNames.Count());

        static bool Wins(string path, byte writer, Barrier together)
        {
            try
            {
                AtomicFile.Write(path, overwrite: false, stream =>
                {
                    stream.WriteByte(writer);
                    together.SignalAndWait(); // nobody is done before all have found the name free
                });
                return true;
            }
            catch (FileExistsException)
            {
                return false;
            }
        }
    }

    [Theory]
    [InlineData("relu.png")]
    [InlineData("*?[x].png")]
    public void What_a_killed_process_left_for_the_same_path_is_swept_away(string name)
    {
        string abandoned = Abandoned(name);

        AtomicFile.Write(_folder.At(name), overwrite: true, stream =>
        {
            Assert.False(File.Exists(abandoned));
            stream.WriteByte(1);
        });

        Assert.Equal([name], _folder.FileNames);
    }

    [Fact]
    public void What_another_writer_is_writing_still_is_left_alone()
    {
        AtomicFile.Write(_folder.At("file"), overwrite: true, slow =>
        {
            slow.WriteByte(1);
            AtomicFile.Write(_folder.At("file"), overwrite: true, quick => quick.WriteByte(2));
            Assert.Equal([2], File.ReadAllBytes(_folder.At("file")));
        });

        Assert.Equal([1], File.ReadAllBytes(_folder.At("file")));
        Assert.Equal(["file"], _folder.FileNames);
    }

    [Fact]
    public async Task Many_who_write_and_sweep_at_once_do_not_delete_each_others_files()
    {
        const int Writers = 4, Rounds = 50;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => OnItsOwnThread(() =>
        {
            for (int round = 0; round < Rounds; round++)
                AtomicFile.Write(_folder.At("file"), overwrite: true, stream => stream.WriteByte(1));
            return true;
        })));

        Assert.Equal(["file"], _folder.FileNames);
    }

    [Theory]
    [InlineData(".other.png.0123456789abcdef0123456789abcdef.tmp")]
    [InlineData(".relu.png.notes.tmp")]
    [InlineData(".relu.png.0123456789ABCDEF0123456789ABCDEF.tmp")]
    [InlineData("relu.png.tmp")]
    public void Files_of_others_are_not_swept_away(string other)
    {
        _folder.Write(other, [9]);

        AtomicFile.Write(_folder.At("relu.png"), overwrite: true, stream => stream.WriteByte(1));

        Assert.Equal(new[] { other, "relu.png" }.Order(StringComparer.Ordinal), _folder.FileNames);
    }

    [Theory]
    [InlineData(255, 'n')]
    [InlineData(127, 'ä')]
    [InlineData(85, '表')]
    public void Names_as_long_as_the_file_system_has_them_are_written(int length, char letter)
    {
        string name = new(letter, length);
        Abandoned(name);

        AtomicFile.Write(_folder.At(name), overwrite: false, stream => stream.WriteByte(1));

        Assert.Equal([name], _folder.FileNames);
    }

    [Fact]
    public void A_longer_name_is_an_error_that_names_it_before_anything_is_written()
    {
        string path = _folder.At(new string('n', 256));

        var error = Assert.Throws<PathTooLongException>(
            () => AtomicFile.Write(path, overwrite: true, _ => Assert.Fail("asked to write")));

        Assert.StartsWith($"'{path}' cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_with_a_NUL_is_an_error_that_shows_where()
    {
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(_folder.At("a\0b"), overwrite: true, _ => { }));

        Assert.Contains("a?b' is no path", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_told_of_the_path_that_was_given()
    {
        string path = _folder.At("file");

        var error = Assert.Throws<IOException>(() => AtomicFile.Write(path, overwrite: true, stream => throw FullDisk(stream)));

        Assert.Equal($"'{path}' cannot be written: the disk is full.", error.Message);
        Assert.Empty(_folder.FileNames);
    }

    [Fact]
    public void A_folder_that_goes_away_meanwhile_is_told_of_the_path_that_was_given()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps a folder while a file in it is open.");
        string folder = Directory.CreateDirectory(_folder.At("folder")).FullName;
        string path = Path.Combine(folder, "file");

        var error = Assert.ThrowsAny<IOException>(() => AtomicFile.Write(path, overwrite: true, _ => Directory.Delete(folder, recursive: true)));

        Assert.StartsWith($"'{path}' cannot be written: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_followed_and_stays_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links takes a privilege there.");
        string target = _folder.Write("target", [1]);
        File.CreateSymbolicLink(_folder.At("link"), target);
        File.CreateSymbolicLink(_folder.At("dangling"), _folder.At("new"));

        AtomicFile.Write(_folder.At("link"), overwrite: true, stream => stream.WriteByte(2));
        AtomicFile.Write(_folder.At("dangling"), overwrite: true, stream => stream.WriteByte(3));

        Assert.Equal([2], File.ReadAllBytes(target));
        Assert.Equal([3], File.ReadAllBytes(_folder.At("new")));
        Assert.NotNull(new FileInfo(_folder.At("link")).LinkTarget);
        Assert.Throws<FileExistsException>(() => AtomicFile.Write(_folder.At("link"), overwrite: false, _ => Assert.Fail("asked to write")));
    }

    [Fact]
    public void A_device_is_no_file_and_stays_what_it_is()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Known on Linux only.");
        File.CreateSymbolicLink(_folder.At("link"), "/dev/null");

        foreach (string path in new[] { "/dev/null", _folder.At("link") })
        {
            Assert.Equal($"'{path}' is a device or a pipe, not a file.", Assert.Throws<IOException>(() => AtomicFile.CheckWritable(path)).Message);
            Assert.Throws<IOException>(() => AtomicFile.Write(path, overwrite: true, _ => Assert.Fail("asked to write")));
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_is_replaced_hands_its_permissions_on_and_a_read_only_one_is_not_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are none of the kind there.");
        string path = _folder.Write("secret", [1]);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        AtomicFile.Write(path, overwrite: true, stream => stream.WriteByte(2));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        var error = Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(path, overwrite: true, _ => Assert.Fail("asked to write")));
        Assert.Equal($"'{path}' cannot be written: it is read-only.", error.Message);
        Assert.Equal([2], File.ReadAllBytes(path));
    }

    [Fact]
    public void Errors_of_what_is_written_are_passed_on_as_they_are()
    {
        var thrown = new IOException("The font is missing.");

        Assert.Same(thrown, Assert.Throws<IOException>(() => AtomicFile.Write(_folder.At("file"), overwrite: true, _ => throw thrown)));
    }

    private static Task<T> OnItsOwnThread<T>(Func<T> work) =>
        Task.Factory.StartNew(work, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>What the system says of a full disk: with the name of the file that was open.</summary>
    private static IOException FullDisk(Stream stream) => new(
        $"No space left on device : '{((FileStream)stream).Name}'", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);

    /// <summary>What a process that was killed leaves: half a file under the name it was written to, and no lock.</summary>
    private string Abandoned(string name)
    {
        string temporary = "";
        AtomicFile.Write(_folder.At("model"), overwrite: true, stream => temporary = Path.GetFileName(((FileStream)stream).Name));
        File.Delete(_folder.At("model"));
        string stem = name.Length <= 80 ? name : name[..(80 / System.Text.Encoding.UTF8.GetByteCount(name[..1]))];
        return _folder.Write(temporary.Replace("model", stem, StringComparison.Ordinal), [1, 2]);
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

    [Fact]
    public void A_deleted_file_goes_with_what_killed_processes_left_of_it_and_with_nothing_else()
    {
        string abandoned = Abandoned("checkpoint"), path = _folder.Write("checkpoint", [1]);
        _folder.Write("other", [2]);
        Assert.True(File.Exists(abandoned));

        AtomicFile.Delete(path);
        AtomicFile.Delete(path); // it is not there any more
        AtomicFile.Delete(_folder.At("nowhere/checkpoint"));

        Assert.Equal(["other"], _folder.FileNames);
        Assert.ThrowsAny<IOException>(() => AtomicFile.Delete(_folder.Path));
    }
}
