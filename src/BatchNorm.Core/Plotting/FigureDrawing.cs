using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>Draws a figure on a canvas, be it of pixels or of vectors.</summary>
internal static class FigureDrawing
{
    private const float LegendSize = 11, LegendSizeOfOnePanel = 13;

    /// <exception cref="OperationCanceledException">It was cancelled between two panels.</exception>
    public static void Draw(Figure figure, FigureLayout layout, SKCanvas canvas, CancellationToken cancellation)
    {
        canvas.Clear(SKColors.White);
        canvas.Scale(layout.Scale);
        DrawCentred(layout.Title, FigureLayout.TitleBaseline, layout, canvas);
        DrawCentred(layout.Subtitle, layout.SubtitleBaseline, layout, canvas);
        float legendSize = figure.PanelCount == 1 ? LegendSizeOfOnePanel : LegendSize;
        for (int row = 0; row < figure.Rows.Count; row++)
        {
            for (int column = 0; column < figure.Rows[row].Count; column++)
            {
                cancellation.ThrowIfCancellationRequested();
                using PanelPlot panel = figure.Rows[row][column].Within(layout.Axes(row, column));
                if (column == 0)
                    panel.TitleVerticalAxis(figure.VerticalTitle);
                if (layout.IsLowest(row, column))
                    panel.TitleHorizontalAxis(figure.HorizontalTitle);
                panel.Draw(canvas, layout.Padding, legendSize);
            }
        }
    }

    private static void DrawCentred(Heading heading, float baseline, FigureLayout layout, SKCanvas canvas)
    {
        foreach (string line in heading.Lines)
        {
            DrawCentred(line, heading.Size, heading.IsBold, baseline, layout, canvas);
            baseline += heading.LineHeight;
        }
    }

    private static void DrawCentred(string text, float size, bool bold, float baseline, FigureLayout layout, SKCanvas canvas)
    {
        float fitting = PlotFont.SizeToFit(text, size, layout.Width - 2 * FigureLayout.Margin, bold);
        float x = (layout.Width - PlotFont.Width(text, fitting, bold)) / 2;
        PlotFont.Draw(canvas, text, x, baseline, fitting, SKColors.Black, bold);
    }
}
