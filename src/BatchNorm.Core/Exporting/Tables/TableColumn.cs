namespace BatchNorm.Exporting.Tables;

/// <summary>A column of a table.</summary>
/// <param name="name">What it is called.</param>
internal abstract class TableColumn(string name)
{
    /// <summary>What it is called.</summary>
    public string Name { get; } = name;

    /// <summary>The values of some rows as texts for a file; null where a row has none.</summary>
    public abstract string?[] Texts(ReadOnlySpan<TableRow> rows);

    /// <summary>A column of whole numbers, the same in all rows of a run.</summary>
    public static TableColumn Whole(string name, Func<ExportedRun, int?> value) => new TableColumn<int?>(name, value, TableText.Of);

    /// <summary>A column of numbers, the same in all rows of a run.</summary>
    public static TableColumn Number(string name, Func<ExportedRun, double?> value) => new TableColumn<double?>(name, value, TableText.Of);

    /// <summary>A column of yes and no, the same in all rows of a run.</summary>
    public static TableColumn Flag(string name, Func<ExportedRun, bool?> value) => new TableColumn<bool?>(name, value, TableText.Of);

    /// <summary>A column of texts, the same in all rows of a run; an empty one is none.</summary>
    public static TableColumn Text(string name, Func<ExportedRun, string?> value) =>
        new TableColumn<string?>(name, source => value(source) is { Length: > 0 } text ? text : null, TableText.Of);
}
