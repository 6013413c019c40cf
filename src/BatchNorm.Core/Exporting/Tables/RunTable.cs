using BatchNorm.Files;

namespace BatchNorm.Exporting.Tables;

/// <summary>Runs as a tidy table, one row a run, a sample or a traced number, for pandas, R, DuckDB and spreadsheets: as CSV, or as Parquet, which keeps the types.</summary>
public static class RunTable
{
    private const string Csv = ".csv", Parquet = ".parquet";

    /// <summary>The extensions that tell the format, dot included.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [Csv, Parquet];

    /// <summary>Writes a table into a file, which appears whole or not at all. It is made row by row: what is in memory beside the runs does not grow with their number.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="rows">What a row is.</param>
    /// <param name="path">Where; the extension, in either case, tells the format. The folder must exist.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="cancellation">Checked at every run.</param>
    /// <exception cref="ArgumentException">The extension is none of <see cref="Extensions"/>.</exception>
    /// <exception cref="IOException">The folder is missing or full, or the file exists and must not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is written.</exception>
    public static void Save(IEnumerable<ExportedRun> runs, TableRows rows, string path, bool overwrite, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentException.ThrowIfNullOrEmpty(path);
        IReadOnlyList<TableColumn> columns = RunColumns.Of(rows);
        IEnumerable<TableRow> all = Rows(runs, rows, cancellation);
        AtomicFile.Write(path, overwrite, Path.GetExtension(path).ToLowerInvariant() switch
        {
            Csv => stream => CsvTable.Write(stream, columns, all),
            Parquet => stream => ParquetTable.WriteAsync(stream, columns, all, cancellation).GetAwaiter().GetResult(),
            _ => throw new ArgumentException(
                $"The extension of '{path}' names no format of tables. Use one of {string.Join(", ", Extensions)}.", nameof(path)),
        });
    }

    private static IEnumerable<TableRow> Rows(IEnumerable<ExportedRun> runs, TableRows rows, CancellationToken cancellation)
    {
        foreach (ExportedRun source in runs)
        {
            cancellation.ThrowIfCancellationRequested();
            IEnumerable<TableRow> ofRun = rows switch
            {
                TableRows.Run => [new TableRow(source)],
                TableRows.Sample => source.Run.Samples.Select(sample => new TableRow(source, Sample: sample)),
                _ => TracedNumber.Of(source.Run).Select(number => new TableRow(source, Traced: number)),
            };
            foreach (TableRow row in ofRun)
                yield return row;
        }
    }
}
