using System.Text;

namespace BatchNorm.Exporting.Tables;

/// <summary>
/// A table as RFC 4180 has it: commas, lines that end with CR LF, quotes where a text has a comma, a quote or a line end; UTF-8 without a byte order mark. What is null
/// is empty.
/// </summary>
internal static class CsvTable
{
    private const int RowsAtOnce = 1000;

    /// <summary>Writes the names of the columns and the rows.</summary>
    public static void Write(Stream stream, IReadOnlyList<TableColumn> columns, IEnumerable<TableRow> rows)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine(string.Join(',', columns.Select(column => Field(column.Name))));
        foreach (TableRow[] some in rows.Chunk(RowsAtOnce))
        {
            string?[][] texts = [.. columns.Select(column => column.Texts(some))];
            for (int row = 0; row < some.Length; row++)
                writer.WriteLine(string.Join(',', texts.Select(column => Field(column[row]))));
        }
    }

    private static string? Field(string? text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
