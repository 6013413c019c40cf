using System.Globalization;
using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class ExportRunTableTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public ExportRunTableTests(ModuleFixture module)
    {
        _module = module;
        module.Run("if (-not $c) { $global:c = @(Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 20 -BatchesPerSample 5 -Seed 1,2 -ThrottleLimit 1) }").ThrowIfFailed();
    }

    [Theory]
    [InlineData("csv", "Comparison,")]
    [InlineData("parquet", "PAR1")]
    [InlineData("PARQUET", "PAR1")]
    public void The_extension_tells_the_format(string extension, string beginning)
    {
        PSObject file = _module.Run($"$c | Export-RunTable $out/table.{extension} -PassThru").Only();

        Assert.StartsWith(beginning, File.ReadAllText(file.Value<string>("FullName")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_a_run_has_what_the_run_has()
    {
        ScriptResult result = _module.Run("""
            $c, $c[0].WithBatchNorm | Export-RunTable $out/runs.csv
            $c[0].TestAccuracyWith
            $c[0].FinalParametersHashWithout
            """);

        result.ThrowIfFailed();
        Assert.Equal(["False", "True", "False", "True", "True"], Column("runs.csv", "UseBatchNorm"));
        Assert.Equal(["1", "1", "2", "2", ""], Column("runs.csv", "Comparison"));
        Assert.Equal((double)result.Output[0].BaseObject, double.Parse(Column("runs.csv", "TestAccuracy")[1], CultureInfo.InvariantCulture));
        Assert.Equal(result.Output[1].ToString(), Column("runs.csv", "FinalParametersHash")[0]);
    }

    [Theory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void By_Sample_has_a_row_a_sample_in_every_culture(string culture)
    {
        _module.Run(Cultures.In(culture, "$c | Export-RunTable $out/samples.csv -By Sample")).ThrowIfFailed();

        Assert.Equal(16, Column("samples.csv", "Step").Length);
        Assert.Equal(["0", "5", "10", "15"], Column("samples.csv", "Step")[..4]);
        Assert.All(Column("samples.csv", "Accuracy"), accuracy => Assert.Matches(@"^[01](\.\d+)?$", accuracy));
    }

    [Fact]
    public void Serialized_runs_give_the_same_table_as_live_ones()
    {
        _module.Run("""
            $c | Export-RunTable $out/live.csv -By Sample
            $text = [System.Management.Automation.PSSerializer]::Serialize($c)
            [System.Management.Automation.PSSerializer]::Deserialize($text) | Export-RunTable $out/revived.csv -By Sample
            """).ThrowIfFailed();

        Assert.Equal(File.ReadAllText(_module.Out("live.csv")), File.ReadAllText(_module.Out("revived.csv")));
    }

    [Fact]
    public void A_run_without_samples_has_no_row_of_samples_and_a_warning_says_so()
    {
        ScriptResult result = _module.Run("""
            $empty = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($c[0].WithBatchNorm))
            $empty.Samples.Clear()
            $empty, $c[1].WithBatchNorm | Export-RunTable $out/empty.csv -By Sample
            """);

        result.ThrowIfFailed();
        Assert.Equal(["2", "2", "2", "2"], Column("empty.csv", "Seed"));
        Assert.StartsWith("1 of 2 runs have no samples", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$out/table.xlsx", "UnknownTableFormat")]
    [InlineData("$out/nowhere/table.csv", "PathNotFound")]
    [InlineData("$out/mine.csv -NoClobber", "NoClobber")]
    [InlineData("$out/folder.csv", "FileFailed")]
    public void A_path_that_no_table_can_have_is_an_error(string arguments, string id)
    {
        File.WriteAllText(_module.Out("mine.csv"), "mine");
        Directory.CreateDirectory(_module.Out("folder.csv"));

        Assert.Equal(id, _module.Run($"$c | Export-RunTable {arguments}").ErrorId());
        Assert.Equal("mine", File.ReadAllText(_module.Out("mine.csv")));
    }

    [Fact]
    public void WhatIf_and_no_input_write_nothing()
    {
        _module.Run("$c | Export-RunTable $out/whatif.csv -WhatIf").ThrowIfFailed();
        ScriptResult nothing = _module.Run("@() | Export-RunTable $out/whatif.csv");

        Assert.EndsWith("nothing was written.", Assert.Single(nothing.Warnings), StringComparison.Ordinal);
        Assert.False(File.Exists(_module.Out("whatif.csv")));
    }

    [Fact]
    public void A_row_is_a_run_or_a_sample_and_nothing_else() =>
        Assert.StartsWith("ParameterArgument", _module.Run("$c | Export-RunTable $out/by.csv -By Layer").ErrorId(), StringComparison.Ordinal);

    /// <summary>The texts of a column. No text of these runs has a comma.</summary>
    private string[] Column(string file, string name)
    {
        string[][] lines = [.. File.ReadLines(_module.Out(file)).Select(line => line.Split(','))];
        return [.. lines.Skip(1).Select(line => line[Array.IndexOf(lines[0], name)])];
    }
}
