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
        var layout = new FigureLayout(MadeUpRuns.Grid(panels));

        Assert.Equal((columns, rows), (layout.Columns, layout.Rows));
    }

    [Fact]
    public void More_panels_make_a_larger_picture_up_to_a_bound()
    {
        var one = new FigureLayout(MadeUpRuns.Grid(1));
        var four = new FigureLayout(MadeUpRuns.Grid(4));
        var many = new FigureLayout(MadeUpRuns.Grid(400));

        Assert.True(one.PixelWidth < four.PixelWidth && one.PixelHeight < four.PixelHeight);
        Assert.True(four.PixelWidth < many.PixelWidth && many.PixelWidth <= 6000 && many.PixelHeight <= 6000);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(10_000, 100)]
    [InlineData(300, 4000)]
    public void A_size_that_was_asked_for_is_kept_and_the_panels_stay_within_it(int width, int height)
    {
        var layout = new FigureLayout(MadeUpRuns.Grid(5) with { Width = width, Height = height });

        Assert.Equal((width, height), (layout.PixelWidth, layout.PixelHeight));
        for (int i = 0; i < 5; i++)
        {
            PixelRect axes = layout.Axes(i);
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
        var automatic = new FigureLayout(MadeUpRuns.Grid(1));
        var wide = new FigureLayout(MadeUpRuns.Grid(1) with { Width = 2 * automatic.PixelWidth });
        var high = new FigureLayout(MadeUpRuns.Grid(1) with { Height = 2 * automatic.PixelHeight });

        Assert.InRange(wide.PixelHeight, 2 * automatic.PixelHeight - 2, 2 * automatic.PixelHeight + 2);
        Assert.InRange(high.PixelWidth, 2 * automatic.PixelWidth - 2, 2 * automatic.PixelWidth + 2);
    }

    [Fact]
    public void Axes_are_titled_at_the_left_and_below_where_no_other_panel_is()
    {
        var layout = new FigureLayout(MadeUpRuns.Grid(5)); // three above, two below

        Assert.Equal([true, false, false, true, false], Enumerable.Range(0, 5).Select(layout.IsLeftmost));
        Assert.Equal([false, false, true, true, true], Enumerable.Range(0, 5).Select(layout.IsLowest));
    }
}
