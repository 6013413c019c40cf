namespace BatchNorm.Exporting.Tables;

/// <summary>A column of one type.</summary>
/// <typeparam name="T">The type of its values, which may be null.</typeparam>
internal sealed class TableColumn<T> : TableColumn
{
    private readonly Func<TableRow, T> _value;
    private readonly Func<T, string?> _text;
    private readonly bool _isOfRun;

    /// <summary>A column that has the same value in all rows of a run.</summary>
    public TableColumn(string name, Func<ExportedRun, T> value, Func<T, string?> text)
        : base(name)
    {
        _value = row => value(row.Source);
        _text = text;
        _isOfRun = true;
    }

    /// <summary>A column that has a value of its own in each row.</summary>
    public TableColumn(string name, Func<TableRow, T> value, Func<T, string?> text)
        : base(name)
    {
        _value = value;
        _text = text;
    }

    /// <summary>The values of some rows.</summary>
    public T[] Values(ReadOnlySpan<TableRow> rows) => Each(rows, value => value);

    public override string?[] Texts(ReadOnlySpan<TableRow> rows) => Each(rows, _text);

    /// <summary>What is made of the values; once for all rows of a run that follow each other, where they have the same.</summary>
    private TMade[] Each<TMade>(ReadOnlySpan<TableRow> rows, Func<T, TMade> make)
    {
        var made = new TMade[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            made[i] = _isOfRun && i > 0 && ReferenceEquals(rows[i].Source, rows[i - 1].Source) ? made[i - 1] : make(_value(rows[i]));
        }

        return made;
    }
}
