using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>Draws a plot on a canvas, be it of pixels or of vectors.</summary>
internal static class AccuracyFigure
{
    private const float TitleSize = 20, SubtitleSize = 14, LegendSize = 11, LegendSizeOfOnePanel = 13;

    public static void Draw(AccuracyPlot plot, FigureLayout layout, SKCanvas canvas)
    {
        canvas.Clear(SKColors.White);
        canvas.Scale(layout.Scale);
        DrawCentred(plot.Title, TitleSize, bold: true, FigureLayout.TitleBaseline, layout, canvas);
        DrawCentred(plot.Subtitle, SubtitleSize, bold: false, layout.SubtitleBaseline, layout, canvas);
        for (int i = 0; i < plot.Panels.Count; i++)
            DrawPanel(plot, i, layout, canvas);
    }

    private static void DrawCentred(string text, float size, bool bold, float baseline, FigureLayout layout, SKCanvas canvas)
    {
        if (text.Length == 0)
            return;

        float fitting = PlotFont.SizeToFit(text, size, layout.Width - 2 * FigureLayout.Margin, bold);
        using SKFont font = PlotFont.Sized(text, fitting, bold);
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.DrawText(text, (layout.Width - font.MeasureText(text)) / 2, baseline, font, paint);
    }

    private static void DrawPanel(AccuracyPlot plot, int index, FigureLayout layout, SKCanvas canvas)
    {
        using var panel = new PanelPlot(plot.Panels[index], layout.Axes(index));
        if (layout.IsLeftmost(index))
            panel.TitleVerticalAxis("Accuracy");
        if (layout.IsLowest(index))
            panel.TitleHorizontalAxis("Training steps");
        panel.Draw(canvas, layout.Padding, plot.Panels.Count == 1 ? LegendSizeOfOnePanel : LegendSize);
    }
}
