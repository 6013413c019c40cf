namespace BatchNorm.Reporting;

public sealed class ReportWriterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("batchnorm-report-");

    private string File => Path.Combine(_folder.FullName, "report.html");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_file_is_the_page_and_nothing_lies_beside_it()
    {
        Save(File);

        Assert.Equal(MadeReports.Html(MadeReports.OfEverything()), System.IO.File.ReadAllText(File));
        Assert.Single(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void A_cancelled_report_leaves_nothing_behind()
    {
        Assert.Throws<OperationCanceledException>(() =>
            ReportWriter.Save(MadeReports.OfEverything(), File, overwrite: false, new CancellationToken(canceled: true)));

        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void The_page_is_made_before_anything_is_done_about_the_file() =>
        Assert.Throws<OperationCanceledException>(() => ReportWriter.Save(
            MadeReports.OfEverything(), Path.Combine(_folder.FullName, "missing", "report.html"), overwrite: false, new CancellationToken(canceled: true)));

    [Fact]
    public void An_existing_file_is_replaced_only_where_it_may_be()
    {
        System.IO.File.WriteAllText(File, "mine");

        Assert.Throws<BatchNorm.Files.FileExistsException>(() => Save(File));
        Assert.Equal("mine", System.IO.File.ReadAllText(File));

        Save(File, overwrite: true);
        Assert.NotEqual("mine", System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData("report.pdf")]
    [InlineData("report")]
    public void Another_extension_is_refused_with_the_known_ones(string name)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            Save(Path.Combine(_folder.FullName, name), overwrite: true));

        Assert.Contains(".html", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData(1, 650_000)]
    [InlineData(5, 1_000_000)]
    public void Forty_experiments_make_a_file_that_can_be_sent_on(int seeds, int most)
    {
        BatchNormReport report = MadeReports.Of([.. Enumerable.Range(0, 40 * seeds).Select(i => MadeReports.Named($"In{i % 40}", seed: i / 40))]);

        Assert.InRange(MadeReports.Html(report).Length, 100_000, most);
    }

    private static void Save(string path, bool overwrite = false) =>
        ReportWriter.Save(MadeReports.OfEverything(), path, overwrite, TestContext.Current.CancellationToken);
}
