using BatchNorm.Made;
using BatchNorm.Training;
using SkiaSharp;

namespace BatchNorm.Plotting;

public sealed class PlotWriterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("batchnorm-plots-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(".png", SKEncodedImageFormat.Png)]
    [InlineData(".PNG", SKEncodedImageFormat.Png)]
    [InlineData(".jpg", SKEncodedImageFormat.Jpeg)]
    [InlineData(".jpeg", SKEncodedImageFormat.Jpeg)]
    [InlineData(".webp", SKEncodedImageFormat.Webp)]
    public void The_extension_tells_the_format(string extension, SKEncodedImageFormat format)
    {
        string path = Save(MadeUpRuns.Grid(1) with { Width = 400, Height = 300 }, $"plot{extension}");

        using SKCodec codec = SKCodec.Create(path);
        Assert.Equal(format, codec.EncodedFormat);
        Assert.Equal((400, 300), (codec.Info.Width, codec.Info.Height));
    }

    [Theory]
    [InlineData("plot.gif")]
    [InlineData("plot")]
    [InlineData("plot.png.txt")]
    public void An_unknown_extension_is_refused_with_the_known_ones(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => Save(MadeUpRuns.Grid(1), name));

        Assert.Contains(".png, .svg, .jpg, .jpeg, .webp", error.Message);
        Assert.Contains(name, error.Message);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void An_existing_file_stays_as_it_is_unless_it_may_be_replaced()
    {
        string path = Path.Combine(_folder.FullName, "plot.svg");
        File.WriteAllText(path, "mine");

        Assert.Throws<BatchNorm.Files.FileExistsException>(() => PlotWriter.Save(MadeUpRuns.Grid(1), path, overwrite: false, TestContext.Current.CancellationToken));
        Assert.Equal("mine", File.ReadAllText(path));

        PlotWriter.Save(MadeUpRuns.Grid(1), path, overwrite: true, TestContext.Current.CancellationToken);
        Assert.Contains("<svg", File.ReadAllText(path));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_missing_folder_is_an_error_and_is_not_made()
    {
        Assert.ThrowsAny<IOException>(() => Save(MadeUpRuns.Grid(1), Path.Combine("missing", "plot.png")));

        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Theory]
    [InlineData("plot.png")]
    [InlineData("plot.svg")]
    public void Cancelled_it_writes_nothing(string name)
    {
        string path = Path.Combine(_folder.FullName, name);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stopped.Cancel();

        Assert.Throws<OperationCanceledException>(() => PlotWriter.Save(MadeUpRuns.Grid(2), path, overwrite: true, stopped.Token));

        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void It_is_drawn_before_anything_is_done_about_the_file()
    {
        TrainingRun one = MadeUpRuns.Run(true), cut = one with { Seed = 2, Samples = [.. one.Samples.Take(20)] };
        AccuracyPlot unequal = AccuracyPlot.Of([one, cut]) with { Band = BandKind.Range };

        Assert.Throws<PlotException>(() => Save(unequal, Path.Combine("missing", "plot.png")));
        Assert.Throws<PlotException>(() => Save(unequal, Path.Combine("missing", "plot.svg")));
    }

    [Fact]
    public void Title_and_settings_are_drawn_in_letters_whatever_fonts_the_machine_has()
    {
        using SKBitmap picture = SKBitmap.Decode(Save(MadeUpRuns.Grid(1), "plot.png"));
        using SKBitmap untitled = SKBitmap.Decode(Save(MadeUpRuns.Grid(1) with { Title = " ", Subtitle = " " }, "untitled.png"));

        var heading = new SKRectI(picture.Width / 4, 0, 3 * picture.Width / 4, 100);
        Assert.InRange(DarkPixels(picture, heading), 1000, heading.Width * heading.Height / 4);
        Assert.Equal(0, DarkPixels(untitled, heading));
    }

    [Fact]
    public void Both_curves_are_drawn_in_their_colours()
    {
        using SKBitmap picture = SKBitmap.Decode(Save(MadeUpRuns.Grid(1), "plot.png"));

        Assert.True(picture.Pixels.Count(pixel => pixel == SKColor.Parse("#0072B2")) > 500, "blue");
        Assert.True(picture.Pixels.Count(pixel => pixel == SKColor.Parse("#D55E00")) > 300, "vermilion");
    }

    [Fact]
    public void Control_characters_are_blanks_in_pixels_too()
    {
        AccuracyPlot plot = AccuracyPlot.Of([MadeUpRuns.Run(true) with { Name = "a\u0007b\r\nc" }]);
        AccuracyPlot blank = AccuracyPlot.Of([MadeUpRuns.Run(true) with { Name = "a b  c" }]);

        Assert.Equal(File.ReadAllBytes(Save(blank, "blank.png")), File.ReadAllBytes(Save(plot, "control.png")));
    }

    [Fact]
    public void Several_threads_may_draw_at_once()
    {
        byte[] alone = File.ReadAllBytes(Save(MadeUpRuns.Grid(2), "alone.svg"));

        SideBySide.Run(8, i => Save(MadeUpRuns.Grid(2), $"{i}.svg"));

        for (int i = 0; i < 8; i++)
            Assert.Equal(alone, File.ReadAllBytes(Path.Combine(_folder.FullName, $"{i}.svg")));
    }

    private static int DarkPixels(SKBitmap picture, SKRectI area)
    {
        int dark = 0;
        for (int y = area.Top; y < area.Bottom; y++)
        {
            for (int x = area.Left; x < area.Right; x++)
                dark += picture.GetPixel(x, y).Red < 100 ? 1 : 0;
        }

        return dark;
    }

    private string Save(AccuracyPlot plot, string name)
    {
        string path = Path.Combine(_folder.FullName, name);
        PlotWriter.Save(plot, path, overwrite: false, TestContext.Current.CancellationToken);
        return path;
    }
}
