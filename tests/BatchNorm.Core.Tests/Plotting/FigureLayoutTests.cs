using ScottPlot;

namespace BatchNorm.Plotting;

public class FigureLayoutTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(4, 2, 2)]
    [InlineData(5, 3, 2)]
    [InlineData(8, 4, 2)]
    [InlineData(12, 4, 3)]
    [InlineData(18, 6, 3)]
    [InlineData(36, 6, 6)]
    [InlineData(100, 10, 10)]
    public void Panels_make_a_grid_near_a_square_with_few_places_empty(int panels, int columns, int rows)
    {
        FigureLayout layout = Layout(MadeUpRuns.Grid(panels));

        Assert.Equal((columns, rows), (layout.Columns, layout.Rows));
    }

    [Fact]
    public void More_panels_make_a_larger_picture_up_to_a_bound()
    {
        FigureLayout one = Layout(MadeUpRuns.Grid(1));
        FigureLayout four = Layout(MadeUpRuns.Grid(4));
        FigureLayout many = Layout(MadeUpRuns.Grid(400));

        Assert.True(one.PixelWidth < four.PixelWidth && one.PixelHeight < four.PixelHeight);
        Assert.True(four.PixelWidth < many.PixelWidth && many.PixelWidth <= 6000 && many.PixelHeight <= 6000);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(10_000, 100)]
    [InlineData(300, 4000)]
    public void A_size_that_was_asked_for_is_kept_and_the_panels_stay_within_it(int width, int height)
    {
        FigureLayout layout = Layout(MadeUpRuns.Grid(5) with { Width = width, Height = height });

        Assert.Equal((width, height), (layout.PixelWidth, layout.PixelHeight));
        for (int i = 0; i < 5; i++)
        {
            PixelRect axes = layout.Axes(i / layout.Columns, i % layout.Columns);
            Assert.True(axes.Width > 0 && axes.Height > 0);
            Assert.InRange(axes.Left * layout.Scale, 0, width);
            Assert.InRange(axes.Right * layout.Scale, 0, width);
            Assert.InRange(axes.Top * layout.Scale, 0, height);
            Assert.InRange(axes.Bottom * layout.Scale, 0, height);
        }
    }

    [Fact]
    public void One_side_alone_keeps_the_shape()
    {
        FigureLayout automatic = Layout(MadeUpRuns.Grid(1));
        FigureLayout wide = Layout(MadeUpRuns.Grid(1) with { Width = 2 * automatic.PixelWidth });
        FigureLayout high = Layout(MadeUpRuns.Grid(1) with { Height = 2 * automatic.PixelHeight });

        Assert.InRange(wide.PixelHeight, 2 * automatic.PixelHeight - 2, 2 * automatic.PixelHeight + 2);
        Assert.InRange(high.PixelWidth, 2 * automatic.PixelWidth - 2, 2 * automatic.PixelWidth + 2);
    }

    [Fact]
    public void Steps_are_titled_below_where_no_other_panel_is()
    {
        FigureLayout layout = Layout(MadeUpRuns.Grid(5)); // three above, two below

        Assert.Equal([false, false, true, true, true], Enumerable.Range(0, 5).Select(i => layout.IsLowest(i / 3, i % 3)));
    }

    private static FigureLayout Layout(TrainingPlot plot) => new(plot.Compose());
}
