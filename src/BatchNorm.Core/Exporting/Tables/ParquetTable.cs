using Parquet;
using Parquet.Schema;

namespace BatchNorm.Exporting.Tables;

/// <summary>A table as Parquet has it: int32, double, boolean and UTF-8 columns, all of which may be null, in groups of rows that are compressed (Snappy, which every reader has).</summary>
internal static class ParquetTable
{
    /// <summary>As many as one column of at a time is little memory, and few enough groups that a file of millions reads fast.</summary>
    private const int RowsInGroup = 50_000;

    /// <summary>Writes the rows, group by group.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task WriteAsync(Stream stream, IReadOnlyList<TableColumn> columns, IEnumerable<TableRow> rows, CancellationToken cancellation)
    {
        DataField[] fields = [.. columns.Select(Field)];
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy };
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(fields), stream, options, cancellationToken: cancellation).ConfigureAwait(false);
        foreach (TableRow[] some in rows.Chunk(RowsInGroup))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            for (int i = 0; i < fields.Length; i++)
                await WriteAsync(group, fields[i], columns[i], some, cancellation).ConfigureAwait(false);
        }
    }

    private static DataField Field(TableColumn column) => new(column.Name, column switch
    {
        TableColumn<int?> => typeof(int),
        TableColumn<double?> => typeof(double),
        TableColumn<bool?> => typeof(bool),
        _ => typeof(string),
    }, isNullable: true);

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, TableColumn column, TableRow[] rows, CancellationToken cancellation) => column switch
    {
        TableColumn<int?> whole => group.WriteAsync<int>(field, whole.Values(rows), cancellationToken: cancellation),
        TableColumn<double?> number => group.WriteAsync<double>(field, number.Values(rows), cancellationToken: cancellation),
        TableColumn<bool?> flag => group.WriteAsync<bool>(field, flag.Values(rows), cancellationToken: cancellation),
        TableColumn<string?> text => group.WriteAsync(field, text.Values(rows)!),
        _ => throw new ArgumentException($"There is no type in Parquet for the column {column.Name}.", nameof(column)),
    };
}
