using BatchNorm.Files;
using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>Draws plots into files. May be called from several threads at once.</summary>
public static class PlotWriter
{
    private static readonly Dictionary<string, Action<TrainingPlot, Stream, CancellationToken>> Writers = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = (plot, stream, cancellation) => WritePixels(plot, stream, SKEncodedImageFormat.Png, 100, cancellation),
        [".svg"] = AccessibleSvg.Write,
        [".jpg"] = (plot, stream, cancellation) => WritePixels(plot, stream, SKEncodedImageFormat.Jpeg, 92, cancellation),
        [".jpeg"] = (plot, stream, cancellation) => WritePixels(plot, stream, SKEncodedImageFormat.Jpeg, 92, cancellation),
        [".webp"] = (plot, stream, cancellation) => WritePixels(plot, stream, SKEncodedImageFormat.Webp, 92, cancellation),
    };

    /// <summary>The extensions that tell the format of a picture, dot included.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. Writers.Keys];

    /// <summary>Draws a plot, and then writes it into a file, which appears whole or not at all.</summary>
    /// <param name="plot">What to draw.</param>
    /// <param name="path">Where; the extension, in either case, tells the format. The folder must exist.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="cancellation">Checked between the panels, as they are worked out and as they are drawn.</param>
    /// <exception cref="ArgumentException">The extension is none of <see cref="Extensions"/>.</exception>
    /// <exception cref="PlotException">The runs do not go together.</exception>
    /// <exception cref="IOException">The folder is missing or full, or the file exists and must not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    /// <exception cref="OperationCanceledException">The drawing was cancelled; nothing is written.</exception>
    public static void Save(TrainingPlot plot, string path, bool overwrite, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Writers.TryGetValue(Path.GetExtension(path), out Action<TrainingPlot, Stream, CancellationToken>? write))
        {
            throw new ArgumentException(
                $"The extension of '{path}' names no known picture format. Use one of {string.Join(", ", Extensions)}.",
                nameof(path));
        }

        AtomicFile.WriteComposed(path, overwrite, stream => write(plot, stream, cancellation));
    }

    private static void WritePixels(TrainingPlot plot, Stream stream, SKEncodedImageFormat format, int quality, CancellationToken cancellation)
    {
        Figure figure = plot.Compose(cancellation).WithTexts(StandInLetters.InOneLine);
        var layout = new FigureLayout(figure, cancellation);
        var pixels = new SKImageInfo(layout.PixelWidth, layout.PixelHeight, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKSurface surface = SKSurface.Create(pixels)
            ?? throw new InvalidOperationException(
                $"There is no memory for a picture of {layout.PixelWidth} x {layout.PixelHeight} pixels. Ask for a smaller one.");
        FigureDrawing.Draw(figure, layout, surface.Canvas, cancellation);
        cancellation.ThrowIfCancellationRequested(); // encoding takes a while

        using SKImage image = surface.Snapshot();
        using SKData encoded = image.Encode(format, quality)
            ?? throw new InvalidOperationException($"The picture could not be encoded as {format}.");
        encoded.SaveTo(stream);
    }
}
