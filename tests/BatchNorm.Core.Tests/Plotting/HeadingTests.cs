namespace BatchNorm.Plotting;

public class HeadingTests
{
    private const float Room = 400, Size = 20;

    [Fact]
    public void What_fits_is_one_line()
    {
        Heading heading = Of("Validation accuracy");

        Assert.Equal(["Validation accuracy"], heading.Lines);
        Assert.Equal(0, heading.FurtherHeight);
    }

    [Fact]
    public void A_long_one_is_broken_between_words_and_keeps_its_size()
    {
        Heading heading = Of(string.Join(' ', Enumerable.Repeat("convolutional", 8)));

        Assert.InRange(heading.Lines.Count, 3, 4);
        Assert.All(heading.Lines, line => Assert.True(PlotFont.Width(line, Size, bold: true) <= Room));
        Assert.Equal(8, heading.Lines.Sum(line => line.Split(' ').Length));
        Assert.Equal((heading.Lines.Count - 1) * heading.LineHeight, heading.FurtherHeight);
    }

    [Fact]
    public void The_fourth_line_takes_what_is_left()
    {
        Heading heading = Of(string.Join(' ', Enumerable.Repeat("convolutional", 40)));

        Assert.Equal(4, heading.Lines.Count);
        Assert.Equal(40, heading.Lines.Sum(line => line.Split(' ').Length));
    }

    [Fact]
    public void Nothing_takes_no_line() => Assert.Empty(Of("").Lines);

    private static Heading Of(string text) => new(text, Size, bold: true, Room);
}
