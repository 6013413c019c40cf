using ParquetSharp;

namespace BatchNorm.Exporting.Tables;

/// <summary>Reads a Parquet file with Apache's C++ library, which pandas, Arrow and R use, and which wrote none of it.</summary>
internal sealed class ParquetContent : IDisposable
{
    private readonly ParquetFileReader _reader;

    public ParquetContent(string path) => _reader = new ParquetFileReader(path);

    public int Groups => _reader.FileMetaData.NumRowGroups;

    public long Rows => _reader.FileMetaData.NumRows;

    public IReadOnlyList<string> Columns => [.. Enumerable.Range(0, _reader.FileMetaData.NumColumns).Select(i => _reader.FileMetaData.Schema.Column(i).Name)];

    public PhysicalType Type(string column) => _reader.FileMetaData.Schema.Column(Index(column)).PhysicalType;

    /// <summary>Whether a column says of its smallest and largest value what it does not know: NaN there has readers skip rows that they are asked for.</summary>
    public bool HasNaNInStatistics(string column) => Enumerable.Range(0, Groups).Any(i =>
    {
        using RowGroupReader group = _reader.RowGroup(i);
        return group.MetaData.GetColumnChunkMetaData(Index(column)).Statistics is Statistics<double> { HasMinMax: true } range
            && (double.IsNaN(range.Min) || double.IsNaN(range.Max));
    });

    /// <summary>All values of a column; T has to be the type that it has.</summary>
    public IReadOnlyList<T> Read<T>(string column)
    {
        var values = new List<T>();
        for (int i = 0; i < Groups; i++)
        {
            using RowGroupReader group = _reader.RowGroup(i);
            using LogicalColumnReader<T> reader = group.Column(Index(column)).LogicalReader<T>();
            values.AddRange(reader.ReadAll((int)group.MetaData.NumRows));
        }

        return values;
    }

    public void Dispose() => _reader.Dispose();

    private int Index(string column) => Columns.ToList().IndexOf(column);
}
