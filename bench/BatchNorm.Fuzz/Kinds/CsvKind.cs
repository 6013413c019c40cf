using System.Globalization;
using System.Management.Automation;
using System.Text;
using BatchNorm.Fuzz.Mutation;

namespace BatchNorm.Fuzz.Kinds;

/// <summary>
/// Rows as Import-Csv brings them: objects of texts. A file is one row, a column a line, name and value with a tabulator between; the
/// cells are changed, not the quotation marks around them, which are Import-Csv's business.
/// </summary>
internal sealed class CsvKind : FuzzKind
{
    private readonly ModuleSession _session;
    private readonly (string Name, string Value)[][] _originals;

    public CsvKind(ModuleSession session, IReadOnlyList<PSObject> comparisons)
    {
        _session = session;
        _originals = [.. comparisons.Select(comparison => comparison.Properties
            .Select(property => (property.Name, Value: Convert.ToString(property.Value, CultureInfo.InvariantCulture) ?? "")).ToArray())];
    }

    public override string Name => "csv";

    public override int Share => 7;

    public override int BatchLength => 100;

    public override long FixedBytes => 1 << 20;

    public override int BytesPerByte => 64;

    public override byte[] Make(Random random)
    {
        List<(string Name, string Value)> row = [.. _originals[random.Next(_originals.Length)]];
        for (int change = random.Next(1, 5); change > 0 && row.Count > 0; change--)
        {
            int column = random.Next(row.Count);
            switch (random.Next(8))
            {
                case 0:
                    row.RemoveAt(column);
                    break;
                case 1:
                    row[column] = (TextMutator.Mutate(random, row[column].Name), row[column].Value);
                    break;
                case 2:
                    row[column] = (row[column].Name, row[random.Next(row.Count)].Value);
                    break;
                default:
                    row[column] = (row[column].Name, TextMutator.Mutate(random, row[column].Value));
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', row.Select(cell => $"{cell.Name}\t{cell.Value}")));
    }

    public override int Read(IReadOnlyList<byte[]> files) =>
        _session.Invoke(files.Select(Row), shell => shell.AddCommand("Measure-BatchNorm")).Errors;

    private static PSObject Row(byte[] file)
    {
        var row = new PSObject();
        row.TypeNames.Insert(0, "CSV:BatchNorm.Experiments.BatchNormComparison");
        foreach (string[] cell in Encoding.UTF8.GetString(file).Split('\n').Select(line => line.Split('\t', 2)))
        {
            if (cell is [{ Length: > 0 } name, string value] && row.Properties[name] is null)
                row.Properties.Add(new PSNoteProperty(name, value));
        }

        return row;
    }
}
