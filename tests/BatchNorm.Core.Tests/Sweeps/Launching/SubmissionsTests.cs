using BatchNorm.Files;

namespace BatchNorm.Sweeps.Launching;

public sealed class SubmissionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Submissions _submissions;

    public SubmissionsTests() => _submissions = new Submissions(_folder.At("sweep"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_kept_is_read_back()
    {
        Submission submission = Submission.New(SubmissionKind.Session, 3) with
        {
            JobId = "4711",
            RemotePath = "/elsewhere/it's",
            Processes = [new WorkerProcess(42, new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc))],
        };

        _submissions.Save(submission);

        Assert.Equivalent(submission, Assert.Single(All()), strict: true);
    }

    [Fact]
    public void A_later_state_takes_the_place_of_an_earlier_one()
    {
        Submission submission = Submission.New(SubmissionKind.Slurm, 3);

        _submissions.Save(submission);
        _submissions.Save(submission with { JobId = "12" });

        Assert.Equal("12", Assert.Single(All()).JobId);
    }

    [Fact]
    public void Submissions_come_in_the_order_of_their_times()
    {
        Submission first = Submission.New(SubmissionKind.Local, 1) with { Created = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) };
        Submission second = Submission.New(SubmissionKind.Local, 1) with { Created = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc) };
        _submissions.Save(second);
        _submissions.Save(first);

        Assert.Equal([first.Id, second.Id], All().Select(submission => submission.Id));
    }

    [Fact]
    public void A_sweep_that_nothing_was_handed_to_anybody_of_has_no_submissions_and_no_folder_for_them()
    {
        Assert.Empty(All());
        Assert.False(Directory.Exists(_folder.At("sweep")));
    }

    [Fact]
    public void What_is_removed_is_gone_with_its_script()
    {
        Submission submission = Submission.New(SubmissionKind.Slurm, 1);
        _submissions.Save(submission);
        _submissions.SaveScript(submission, "#!/bin/sh\n");

        _submissions.Remove(submission);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.At("sweep/submissions")));
    }

    [Fact]
    public void A_submission_needs_workers()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Submission.New(SubmissionKind.Local, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Submission.New(SubmissionKind.Local, int.MaxValue));
    }

    [Theory]
    [InlineData("", "Its workers may be running")]
    [InlineData("null", "It is empty")]
    [InlineData("[]", "Its workers may be running")]
    [InlineData("""{"format":"BatchNorm.Submission","version":1}""", "submission")]
    [InlineData("""{"format":"Other","version":1,"submission":@}""", "Its format is 'Other'")]
    [InlineData("""{"format":"BatchNorm.Submission","version":2,"submission":@}""", "version 2")]
    [InlineData("""{"format":"BatchNorm.Submission","version":1,"submission":null}""", "submission")]
    public void A_foreign_or_damaged_file_is_refused_with_the_reason(string text, string reason)
    {
        Write("0123456789ab", text.Replace("@", Fields(), StringComparison.Ordinal));

        Assert.Contains(reason, Refusal().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", "\"ba9876543210\"")]
    [InlineData("id", "null")]
    [InlineData("kind", "\"Cloud\"")]
    [InlineData("kind", "1")]
    [InlineData("created", "\"2026-01-02T03:04:05\"")]
    [InlineData("created", "\"yesterday\"")]
    [InlineData("workers", "0")]
    [InlineData("workers", "1e9")]
    [InlineData("workers", "100001")]
    [InlineData("host", "\"a b\"")]
    [InlineData("host", "\"\"")]
    [InlineData("user", "\"--all\"")]
    [InlineData("user", "\"me;rm\"")]
    [InlineData("jobId", "\"12,13\"")]
    [InlineData("jobId", "\"1\\n\"")]
    [InlineData("jobId", "12")]
    [InlineData("remotePath", "\"\"")]
    [InlineData("remotePath", "\"/a\\nb\"")]
    [InlineData("processes", "null")]
    [InlineData("processes", "[null]")]
    [InlineData("processes", """[{"id":1,"started":"2026-01-02T03:04:05Z"}]""")]
    [InlineData("processes", """[{"id":-5,"started":"2026-01-02T03:04:05Z"}]""")]
    [InlineData("processes", """[{"id":55}]""")]
    [InlineData("processes", """[{"id":55,"started":"2026-01-02T03:04:05Z"},{"id":56,"started":"2026-01-02T03:04:05Z"}]""")]
    public void A_field_out_of_its_range_is_refused(string field, string value)
    {
        Write("0123456789ab", $$"""{"format":"BatchNorm.Submission","version":1,"submission":{{Fields(field, value)}}}""");

        Assert.Empty(All(out List<SubmissionException> refused));
        Assert.Contains("0123456789ab.json", Assert.Single(refused).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_fields_are_read_where_all_are_in_their_ranges()
    {
        Write("0123456789ab", $$"""{"format":"BatchNorm.Submission","version":1,"later":[1],"submission":{{Fields()}}}""");

        Assert.Equal("bn-0123456789ab", Assert.Single(All()).JobName);
    }

    [Fact]
    public void Every_truncation_of_a_file_is_refused_and_the_others_are_read()
    {
        Submission kept = Submission.New(SubmissionKind.Slurm, 1);
        _submissions.Save(kept);
        byte[] whole = File.ReadAllBytes(_submissions.PathOf(kept));
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder.At("sweep/submissions/0123456789ab.json"), whole[..length]);

            Assert.Equal(kept.Id, Assert.Single(All(out List<SubmissionException> refused)).Id);
            Assert.Single(refused);
        }
    }

    [Fact]
    public void A_file_that_is_far_too_long_is_not_read()
    {
        Write("0123456789ab", "");
        using (FileStream file = File.OpenWrite(_folder.At("sweep/submissions/0123456789ab.json")))
            file.SetLength(1L << 32);

        Assert.Contains("4294967296 bytes", Refusal().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_another_name_is_not_looked_at()
    {
        Write("notes", "{}");
        Write("0123456789AB", "{}");

        Assert.Empty(All());
    }

    private static string Fields(string changed = "", string value = "")
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = "\"0123456789ab\"",
            ["kind"] = "\"Local\"",
            ["created"] = "\"2026-01-02T03:04:05Z\"",
            ["workers"] = "1",
            ["host"] = "\"login-1.cluster\"",
            ["user"] = "\"me\"",
        };
        if (changed.Length > 0)
            fields[changed] = value;
        return $"{{{string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Value}"))}}}";
    }

    private void Write(string id, string text)
    {
        Directory.CreateDirectory(_folder.At("sweep/submissions"));
        File.WriteAllText(_folder.At($"sweep/submissions/{id}.json"), text);
    }

    private SubmissionException Refusal()
    {
        Assert.Empty(All(out List<SubmissionException> refused));
        return Assert.Single(refused);
    }

    private IReadOnlyList<Submission> All()
    {
        IReadOnlyList<Submission> all = All(out List<SubmissionException> refused);
        Assert.Empty(refused);
        return all;
    }

    private IReadOnlyList<Submission> All(out List<SubmissionException> refused)
    {
        var told = new List<SubmissionException>();
        IReadOnlyList<Submission> all = _submissions.All(told.Add);
        refused = told;
        return all;
    }
}
