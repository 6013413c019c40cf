using ScottPlot;
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
            DrawRow(figure, row, layout, canvas, legendSize, cancellation);
    }

    // Room that one panel of a row wants for its legend all of them give, so that their axes stay in line.
    private static void DrawRow(Figure figure, int row, FigureLayout layout, SKCanvas canvas, float legendSize, CancellationToken cancellation)
    {
        PanelPlot[] panels = [.. figure.Rows[row].Select((panel, column) => panel.Within(layout.Axes(row, column)))];
        try
        {
            PixelPadding[] rooms = [.. panels.Select(panel => panel.LegendRoom(legendSize))];
            var room = new PixelPadding(rooms.Max(one => one.Left), rooms.Max(one => one.Right), rooms.Max(one => one.Bottom), rooms.Max(one => one.Top));
            for (int column = 0; column < panels.Length; column++)
            {
                cancellation.ThrowIfCancellationRequested();
                panels[column].GiveWay(room);
                if (column == 0)
                    panels[column].TitleVerticalAxis(figure.VerticalTitle);
                if (layout.IsLowest(row, column))
                    panels[column].TitleHorizontalAxis(figure.HorizontalTitle);
                panels[column].Draw(canvas, layout.Padding, legendSize);
            }
        }
        finally
        {
            foreach (PanelPlot panel in panels)
                panel.Dispose();
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
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        float x = (layout.Width - PlotFont.Width(text, fitting, bold)) / 2;
        foreach (TextRun<SKTypeface> run in PlotFont.Runs(text, bold))
        {
            using SKFont font = PlotFont.Sized(run.Typeface, fitting);
            canvas.DrawText(run.Text, x, baseline, font, paint);
            x += font.MeasureText(run.Text);
        }
    }
}
