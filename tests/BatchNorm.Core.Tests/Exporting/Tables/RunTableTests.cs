using System.Globalization;
using System.Reflection;
using System.Text;
using BatchNorm.Files;
using BatchNorm.Settings;
using BatchNorm.Training;
using PhysicalType = ParquetSharp.PhysicalType;

namespace BatchNorm.Exporting.Tables;

public sealed class RunTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Running => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_of_runs_has_a_row_a_run_with_the_side_as_a_column()
    {
        using ParquetContent table = Parquet(ExportedRun.Of([ExportedRuns.Comparison(1, "In5"), ExportedRuns.Comparison(2)], [ExportedRuns.Run(seed: 3)]));

        Assert.Equal([1, 1, 2, 2, null], table.Read<int?>("Comparison"));
        Assert.Equal(["In5", "In5", null, null, null], table.Read<string?>("Experiment"));
        Assert.Equal([false, true, false, true, true], table.Read<bool?>("UseBatchNorm"));
        Assert.Equal([true, true, true, true, null], table.Read<bool?>("IsPaired"));
        Assert.Equal([1, 1, 2, 2, 3], table.Read<int?>("Seed"));
        Assert.Equal(["parameters False 1", "parameters True 1"], table.Read<string?>("FinalParametersHash").Take(2));
    }

    [Fact]
    public void A_table_of_samples_has_a_row_a_sample_beside_all_that_is_known_of_its_run()
    {
        using ParquetContent table = Parquet(ExportedRuns.Of(ExportedRuns.Run(seed: 1), ExportedRuns.Run(seed: 2, samples: 0), ExportedRuns.Run(seed: 3)), TableRows.Sample);

        Assert.Equal([1, 1, 1, 3, 3, 3], table.Read<int?>("Seed"));
        Assert.Equal([0, 50, 100, 0, 50, 100], table.Read<int?>("Step"));
        Assert.Equal([0.25, 0.5, 0.75, 0.25, 0.5, 0.75], table.Read<double?>("Accuracy"));
        Assert.Equal([2, 1, 2.0 / 3], table.Read<double?>("Loss").Take(3));
        Assert.Equal([0.5, 1, 1.5], table.Read<double?>("ElapsedSeconds").Take(3));
        Assert.All(table.Read<double?>("TestAccuracy"), accuracy => Assert.Equal(0.8125, accuracy));
    }

    [Fact]
    public void A_table_of_traces_has_a_row_a_number_with_its_quantity_step_layer_and_unit()
    {
        using ParquetContent table = Parquet(ExportedRuns.Of(ExportedRuns.Run(seed: 2), ExportedRuns.Traced()), TableRows.Trace);

        string?[] quantities = [.. table.Read<string?>("Quantity")];
        Assert.Equal(
            ["ActivationPercentile15", "ActivationPercentile50", "ActivationPercentile85", "GradientNorm", "GradientNorm", "GradientNorm", "DeadUnits", "FlatSlopes"],
            quantities.Take(8));
        Assert.Equal(6, quantities.Count(quantity => quantity!.StartsWith("Landscape", StringComparison.Ordinal)));
        Assert.Equal([7, 7, 7, null, null, null, null, null], table.Read<int?>("Unit").Take(8));
        Assert.Equal([1, 1, 1, 1, 2, 1, 1, 1, null], table.Read<int?>("Layer").Take(9));
        Assert.Equal([0, 0, 0, 0, 0, 50, 0, 0, 50], table.Read<int?>("Step").Take(9));
        Assert.Equal([-1, 0, 2, 4, 2, double.NaN, 0.25, 0.5, 1], table.Read<double?>("Value").Take(9));
        Assert.All(table.Read<int?>("Seed"), seed => Assert.Equal(1, seed));
    }

    [Fact]
    public void Every_setting_is_a_column_of_its_own_type_and_null_where_a_run_has_none()
    {
        using ParquetContent table = Parquet(ExportedRuns.Of(ExportedRuns.Run(batchNorm: false), ExportedRuns.Run(), ExportedRuns.Recurrent()));

        Assert.Superset(SettingTable.All.Select(setting => setting.Name).ToHashSet(), table.Columns.ToHashSet());
        Assert.All(SettingTable.All, setting => Assert.Equal(
            setting.ValueType == typeof(int) ? PhysicalType.Int32 : setting.ValueType == typeof(double) ? PhysicalType.Double
            : setting.ValueType == typeof(bool) ? PhysicalType.Boolean : PhysicalType.ByteArray,
            table.Type(setting.Name)));
        Assert.Equal([null, 0.001, 0.001], table.Read<double?>("Epsilon"));
        Assert.Equal(["ReLU", "ReLU", "Tanh"], table.Read<string?>("Activation"));
        Assert.Equal(["100,100,100", "100,100,100", null], table.Read<string?>("HiddenLayer"));
        Assert.Equal([null, null, true], table.Read<bool?>("PixelByPixel"));
        Assert.Equal([null, null, null], table.Read<int?>("KernelSize"));
    }

    [Fact]
    public void NaN_and_infinities_stay_what_they_are_and_spoil_nothing_that_readers_skip_rows_by()
    {
        TrainingRun[] runs = [.. new[] { 1, double.NaN, double.PositiveInfinity, double.NegativeInfinity }.Select(value => ExportedRuns.Run() with { TestAccuracy = value })];

        using ParquetContent table = Parquet(ExportedRuns.Of(runs));

        Assert.Equal([1, double.NaN, double.PositiveInfinity, double.NegativeInfinity], table.Read<double?>("TestAccuracy"));
        Assert.False(table.HasNaNInStatistics("TestAccuracy"));
        Assert.Equal(["1", "NaN", "Infinity", "-Infinity"], Csv(ExportedRuns.Of(runs)).Select(row => row["TestAccuracy"]));
    }

    [Fact]
    public void Many_rows_are_written_in_several_groups()
    {
        IEnumerable<ExportedRun> runs = ExportedRuns.Of([.. Enumerable.Range(1, 300).Select(seed => ExportedRuns.Run(seed: seed, samples: 200))]);

        using ParquetContent table = Parquet(runs, TableRows.Sample);

        Assert.Equal((60_000, 2), (table.Rows, table.Groups));
        Assert.Equal(Enumerable.Range(1, 300).SelectMany(seed => Enumerable.Repeat((int?)seed, 200)), table.Read<int?>("Seed"));
        Assert.Equal(Enumerable.Range(0, 60_000).Select(i => (int?)(i % 200 * 50)), table.Read<int?>("Step"));
    }

    [Fact]
    public void No_runs_are_a_table_of_no_rows()
    {
        using ParquetContent table = Parquet([]);

        Assert.Equal(0, table.Rows);
        Assert.Contains("Seed", table.Columns);
        Assert.Empty(Csv([]));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void Csv_is_the_same_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Dictionary<string, string> row = Csv(ExportedRuns.Of(ExportedRuns.Run() with { Seed = -3 })).Single();

            Assert.Equal("0.01", row["LearningRate"]);
            Assert.Equal("-3", row["Seed"]);
            Assert.Equal("True", row["UseBatchNorm"]);
            Assert.Equal("2.5", row["DurationSeconds"]);
            Assert.Equal("", row["KernelSize"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Csv_quotes_as_RFC_4180_says_and_ends_lines_with_both_characters()
    {
        string text = Text(ExportedRuns.Of(ExportedRuns.Run() with { Name = "a \"b\", c\r\nd \u00e9" }));

        Assert.Contains(",\"a \"\"b\"\", c\r\nd \u00e9\",", text, StringComparison.Ordinal);
        Assert.Contains(",\"100,100,100\",", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("Comparison,Experiment,UseBatchNorm,Name,", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    public void What_a_spreadsheet_would_compute_gets_an_apostrophe_in_csv_and_stays_as_it_is_in_parquet(string name)
    {
        TrainingRun run = ExportedRuns.Run() with { Name = name };

        Assert.Equal($"'{name}", Csv(ExportedRuns.Of(run)).Single()["Name"]);
        using ParquetContent table = Parquet(ExportedRuns.Of(run));
        Assert.Equal([name], table.Read<string?>("Name"));
    }

    [Fact]
    public void Csv_has_the_values_that_parquet_has()
    {
        IEnumerable<ExportedRun> runs = [.. ExportedRun.Of([ExportedRuns.Comparison(1), ExportedRuns.Comparison(2)], [])];

        IReadOnlyList<Dictionary<string, string>> rows = Csv(runs, TableRows.Sample);
        using ParquetContent table = Parquet(runs, TableRows.Sample);

        Assert.Equal(table.Read<double?>("Loss"), rows.Select(row => (double?)double.Parse(row["Loss"], CultureInfo.InvariantCulture)));
        Assert.Equal(table.Read<bool?>("UseBatchNorm"), rows.Select(row => (bool?)bool.Parse(row["UseBatchNorm"])));
        Assert.Equal(table.Columns, rows[0].Keys);
    }

    /// <summary>A property that is added to runs has to find its way into the table: give it a column in <see cref="RunColumns"/>.</summary>
    [Fact]
    public void Every_number_text_and_flag_of_a_run_has_a_column()
    {
        Type[] simple = [typeof(int), typeof(int?), typeof(double), typeof(double?), typeof(bool), typeof(bool?), typeof(string)];
        IEnumerable<string> wanted = typeof(TrainingRun).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => simple.Contains(property.PropertyType) || property.PropertyType.IsEnum)
            .Select(property => property.Name);

        Assert.Empty(wanted.Except(RunColumns.Of(TableRows.Run).Select(column => column.Name)));
        Assert.Distinct(RunColumns.Of(TableRows.Sample).Select(column => column.Name));
    }

    [Fact]
    public void An_extension_that_is_none_of_a_table_is_refused() =>
        Assert.Throws<ArgumentException>(() => RunTable.Save(ExportedRuns.Of(ExportedRuns.Run()), TableRows.Run, _folder.At("table.xlsx"), overwrite: true, Running));

    [Theory]
    [InlineData("table.csv")]
    [InlineData("table.parquet")]
    public void A_table_that_is_cancelled_or_may_not_replace_leaves_the_old_file_as_it_is(string name)
    {
        File.WriteAllText(_folder.At(name), "old");
        using var stop = new CancellationTokenSource();
        IEnumerable<ExportedRun> runs = ExportedRuns.Of(ExportedRuns.Run(), ExportedRuns.Run()).Select((run, i) =>
        {
            if (i == 1)
                stop.Cancel();
            return run;
        });

        Assert.ThrowsAny<OperationCanceledException>(() => RunTable.Save(runs, TableRows.Run, _folder.At(name), overwrite: true, stop.Token));
        Assert.Throws<FileExistsException>(() => RunTable.Save(runs, TableRows.Run, _folder.At(name), overwrite: false, Running));

        Assert.Equal("old", File.ReadAllText(_folder.At(name)));
        Assert.Equal([name], _folder.FileNames);
    }

    private ParquetContent Parquet(IEnumerable<ExportedRun> runs, TableRows rows = TableRows.Run)
    {
        RunTable.Save(runs, rows, _folder.At("table.parquet"), overwrite: true, Running);
        return new ParquetContent(_folder.At("table.parquet"));
    }

    private string Text(IEnumerable<ExportedRun> runs, TableRows rows = TableRows.Run)
    {
        RunTable.Save(runs, rows, _folder.At("table.CSV"), overwrite: true, Running);
        byte[] bytes = File.ReadAllBytes(_folder.At("table.CSV"));
        Assert.NotEqual(0xef, bytes[0]);
        return Encoding.UTF8.GetString(bytes);
    }

    private IReadOnlyList<Dictionary<string, string>> Csv(IEnumerable<ExportedRun> runs, TableRows rows = TableRows.Run)
    {
        List<List<string>> lines = CsvText.Read(Text(runs, rows));
        Assert.All(lines, line => Assert.Equal(lines[0].Count, line.Count));
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second))];
    }
}
