using BatchNorm.Experiments;
using BatchNorm.Storage;

namespace BatchNorm.Sweeps;

public class SweepFolderTests
{
    [Fact]
    public void Adding_the_same_cells_again_adds_nothing()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(3));

        Assert.Equal(0, sweep.Folder.Add(MadeSweep.Seeds(3)));
        Assert.Equal(1, sweep.Folder.Add(MadeSweep.Seeds(4)));
        Assert.Equal(1, sweep.Folder.CountNew(MadeSweep.Seeds(5)));
        Assert.Equal([1, 2, 3, 4], sweep.Folder.Cells().Select(cell => cell.Experiment.Seed).Order());
    }

    [Fact]
    public void Cells_come_in_the_order_in_which_they_were_added()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(20).Reverse());

        Assert.Equal(Enumerable.Range(1, 20).Reverse(), sweep.Folder.Cells().Select(cell => cell.Experiment.Seed));
    }

    [Fact]
    public void A_cell_keeps_what_it_is_called_and_what_was_published_for_it()
    {
        PublishedExperiment experiment = MadeSweep.Quick() with
        {
            Name = "In \"4\" \u2603\n<b>",
            PublishedTestAccuracyWithout = 0.1,
            PublishedTestAccuracyWith = 0.2,
            PublishedIndividualAccuracyWith = 1e-17,
        };
        using var sweep = new MadeSweep(experiment);

        Assert.Equal(experiment, sweep.Folder.Cells().Single().Experiment);
    }

    [Fact]
    public void Folders_are_merged_by_copying_files()
    {
        using var one = new MadeSweep(MadeSweep.Quick(1), MadeSweep.Quick(2));
        using var other = new MadeSweep(MadeSweep.Quick(2), MadeSweep.Quick(3));
        one.Work();
        other.Work();

        foreach (string file in Directory.EnumerateFiles(other.Folder.Path, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(one.Folder.Path, Path.GetRelativePath(other.Folder.Path, file)), overwrite: true);

        Assert.Equal((3, 3), (one.Status.Cells, one.Status.Done));
        one.AssertWhole();
    }

    [Fact]
    public void A_sweep_that_was_moved_and_lost_its_empty_folders_goes_on()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(2));
        foreach (string folder in Directory.EnumerateDirectories(sweep.Folder.Path).Where(folder => !Directory.EnumerateFiles(folder).Any()))
            Directory.Delete(folder);
        string moved = sweep.Folder.Path + " moved \u2603";
        Directory.Move(sweep.Folder.Path, moved);
        SweepFolder opened = SweepFolder.Open(moved);

        Assert.Equal(2, new SweepSurvey(opened).Status().Waiting);
        new SweepWorker(opened, MadeSweep.Digits, MadeSweep.Impatient).Run(TestContext.Current.CancellationToken);

        Assert.Equal(2, new SweepSurvey(opened).Status().Done);
    }

    [Fact]
    public void A_sweep_takes_no_cells_of_other_data()
    {
        using var sweep = new MadeSweep();

        Assert.Throws<OtherDataException>(() => SweepFolder.Create(sweep.Folder.Path, MadeSweep.Data with { Sha256 = new string('0', 64) }));
        Assert.Throws<ArgumentException>(() => sweep.Folder.Add([MadeSweep.Quick() with { DatasetHash = new string('0', 64) }]));
    }

    [Fact]
    public void A_folder_that_is_no_sweep_is_told_from_a_damaged_one()
    {
        using var sweep = new MadeSweep(MadeSweep.Quick());
        string head = Path.Combine(sweep.Folder.Path, SweepFolder.HeadName);

        Assert.Throws<NoSweepException>(() => SweepFolder.Open(Path.GetDirectoryName(sweep.Folder.Path)!));
        Assert.Throws<NoSweepException>(() => SweepFolder.Open(sweep.Folder.Path + "x"));
        foreach (string content in (string[])["", "{", "[]", "null", "{\"format\":\"other\",\"version\":1,\"created\":\"2026-01-01\",\"dataset\":{\"name\":\"a\",\"sha256\":\"b\"}}"])
        {
            File.WriteAllText(head, content);
            Assert.Throws<StorageException>(() => SweepFolder.Open(sweep.Folder.Path));
        }
    }

    [Fact]
    public void A_damaged_file_of_cells_is_refused_and_adding_the_cells_again_replaces_it()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(3));
        string file = Directory.EnumerateFiles(Path.Combine(sweep.Folder.Path, "cells")).Single();
        byte[] whole = File.ReadAllBytes(file);
        for (int length = 0; length < whole.Length; length += 100)
        {
            File.WriteAllBytes(file, whole[..length]);
            Assert.Throws<StorageException>(() => sweep.Status);
        }

        Assert.Equal(3, sweep.Folder.Add(MadeSweep.Seeds(3)));
        Assert.Equal(3, sweep.Status.Waiting);
        Assert.Equal(whole, File.ReadAllBytes(file));
    }

    [Fact]
    public void Foreign_files_are_left_alone_in_every_room()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(2));
        sweep.Folder.Begin();
        foreach (string room in Directory.EnumerateDirectories(sweep.Folder.Path).ToArray())
        {
            foreach (string name in (string[])[".nfs0001", "notes.txt", "x.json", "0123456789abcdef0123456789abcdef.with", "0123456789abcdef0123456789abcdef.with.json", "0123456789abcdef0123456789abcdef.with.0"])
                File.WriteAllText(Path.Combine(room, name), "foreign");
            Directory.CreateDirectory(Path.Combine(room, "folder"));
        }

        Assert.Equal((2, 2), (sweep.Status.Cells, sweep.Status.Waiting));
        sweep.Work();

        sweep.AssertWhole();
        Assert.All(Directory.EnumerateDirectories(sweep.Folder.Path), room => Assert.Equal("foreign", File.ReadAllText(Path.Combine(room, "notes.txt"))));
    }

    [Fact]
    public void A_run_that_something_changed_is_set_aside_and_trained_again()
    {
        using var sweep = new MadeSweep(MadeSweep.Quick());
        sweep.Work();
        SweepCell cell = sweep.Folder.Cells().Single();
        string file = Path.Combine(sweep.Folder.Path, "runs", cell.With.FileName + ".json");
        byte[] whole = File.ReadAllBytes(file);

        foreach (byte[] damaged in Damaged(whole, File.ReadAllBytes(Path.Combine(sweep.Folder.Path, "runs", cell.Without.FileName + ".json"))))
        {
            File.WriteAllBytes(file, damaged);
            Assert.Null(sweep.Folder.TryReadComparison(cell));
            Assert.True(sweep.Folder.IsThere(cell));
            Assert.Equal([cell.With.FileName], sweep.Folder.SetAsideDamagedRuns(TestContext.Current.CancellationToken));
        }

        sweep.Work();
        sweep.AssertWhole();
    }

    [Fact]
    public void A_run_that_a_newer_version_wrote_is_refused_and_left_where_it_is()
    {
        using var sweep = new MadeSweep(MadeSweep.Quick());
        sweep.Work();
        SweepCell cell = sweep.Folder.Cells().Single();
        string file = Path.Combine(sweep.Folder.Path, "runs", cell.With.FileName + ".json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal));

        Assert.Throws<StorageException>(() => sweep.Folder.TryReadComparison(cell));
        Assert.Throws<StorageException>(() => sweep.Folder.SetAsideDamagedRuns(TestContext.Current.CancellationToken));
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void A_sweep_that_is_gone_is_an_error_and_not_an_empty_one()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(2));
        Directory.Delete(sweep.Folder.Path, recursive: true);

        Assert.Throws<NoSweepException>(() => sweep.Status);
        Assert.Throws<NoSweepException>(() => sweep.Work());
    }

    [Fact]
    public void Failures_of_some_cells_are_forgotten_without_those_of_others_and_without_what_stop_said()
    {
        using var sweep = new MadeSweep(MadeSweep.Quick(1) with { HiddenLayer = "2000000000" }, MadeSweep.Quick(2) with { HiddenLayer = "2000000000" });
        sweep.Work();
        sweep.Folder.Stop();

        sweep.Folder.Forget(sweep.Folder.Cells().Take(1));

        Assert.Equal((1, 1, true), (sweep.Status.Failed, sweep.Status.Waiting, sweep.Status.IsStopped));
    }

    /// <summary>Cut off, empty, of another run, with one number changed, with text behind it, of another kind.</summary>
    private static IEnumerable<byte[]> Damaged(byte[] whole, byte[] other)
    {
        string text = System.Text.Encoding.UTF8.GetString(whole);
        yield return [];
        yield return whole[..^1];
        yield return whole[..(whole.Length / 2)];
        yield return other;
        yield return System.Text.Encoding.UTF8.GetBytes(text.Replace("\"seed\":1", "\"seed\":2", StringComparison.Ordinal));
        yield return System.Text.Encoding.UTF8.GetBytes(text.Replace("\"accuracy\":0.", "\"accuracy\":0.9", StringComparison.Ordinal));
        yield return [.. whole, (byte)'x'];
        yield return new byte[1000];
    }
}
