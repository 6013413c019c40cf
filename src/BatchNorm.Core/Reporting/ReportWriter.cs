using System.Text;
using BatchNorm.Files;
using BatchNorm.Reporting.Html;

namespace BatchNorm.Reporting;

/// <summary>Writes reports as pages that need nothing but themselves.</summary>
public static class ReportWriter
{
    /// <summary>The extensions a report's file may have, dot included.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".html", ".htm"];

    /// <summary>Makes a report's page, and then writes it into a file, which appears whole or not at all.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">Where, with one of the <see cref="Extensions"/>, in either case. The folder must exist.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="cancellation">Checked between the groups.</param>
    /// <exception cref="ArgumentException">The extension is none of <see cref="Extensions"/>.</exception>
    /// <exception cref="IOException">The folder is missing or full, or the file exists and must not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled.</exception>
    public static void Save(BatchNormReport report, string path, bool overwrite, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"'{path}' does not end like a page of the web. Use one of {string.Join(", ", Extensions)}.", nameof(path));
        }

        AtomicFile.WriteComposed(path, overwrite, stream => Write(report, stream, cancellation));
    }

    /// <summary>Writes a report's page.</summary>
    internal static void Write(BatchNormReport report, Stream stream, CancellationToken cancellation)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        HtmlWriter.Write(ReportPage.Of(report, cancellation), writer);
    }
}
