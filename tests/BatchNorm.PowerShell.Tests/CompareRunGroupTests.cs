using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;
using Microsoft.PowerShell.Commands;

namespace BatchNorm.PowerShell;

public sealed class CompareRunGroupTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public CompareRunGroupTests(ModuleFixture module)
    {
        _module = module;
        module.Run("""
            if (-not $g) {
                $quick = @{ DatasetPath = $tiny; HiddenLayer = 8; TrainingBatches = 20; BatchesPerSample = 10; ThrottleLimit = 1 }
                $global:g = @(Compare-BatchNorm -Activation ReLU, Tanh -LearningRate 0.1, 1 -Seed (1..3) @quick)
                # What Import-Csv brings back of a comparison: its columns, all of them text.
                function global:row { process {
                    $columns = [ordered] @{}
                    foreach ($property in $_.psobject.Properties) {
                        $value = $property.Value
                        $columns[$property.Name] = if ($value -is [double]) { $value.ToString([cultureinfo]::InvariantCulture) } else { "$value" }
                    }
                    [pscustomobject] $columns
                } }
            }
            """).ThrowIfFailed();
    }

    [Fact]
    public void Groups_are_held_against_each_other_over_the_seeds()
    {
        ScriptResult result = _module.Run("$g | Compare-RunGroup Activation");

        PSObject compared = result.Only();
        Assert.Equal(("Tanh", "ReLU"), (compared.Value<string>("Group"), compared.Value<string>("Reference")));
        Assert.Equal((3, 4, 1), (compared.Value<int>("Count"), compared.Value<int>("PooledCount"), compared.Value<int>("FamilySize")));
        double[] means = [.. _module.Run("""
            foreach ($activation in 'Tanh', 'ReLU') {
                $of = $g | Where-Object { "$($_.Activation)" -eq $activation }
                $all = @($of.TestAccuracyWith) + @($of.TestAccuracyWithout)
                $sum = 0; $all | ForEach-Object { $sum += $_ }; $sum / $all.Count
            }
            """).Output.Select(mean => (double)mean.BaseObject)];
        Assert.Equal(means[0], compared.Value<double>("Mean"), 1e-12);
        Assert.Equal(means[1], compared.Value<double>("ReferenceMean"), 1e-12);
        Assert.Equal(means[0] - means[1], compared.Value<double>("Difference"), 1e-8);
    }

    [Theory]
    [InlineData("$g | Compare-RunGroup Activation, UseBatchNorm", "Tanh, with/ReLU, without", 6)]
    [InlineData("$g | Compare-RunGroup Activation, UseBatchNorm -Reference 'tanh, true'", "ReLU, with/Tanh, with", 3)]
    [InlineData("$g.WithBatchNorm | Compare-RunGroup -GroupBy LearningRate", "rate 1/rate 0.1", 1)]
    [InlineData("$g | Compare-RunGroup UseBatchNorm", "with/without", 1)]
    public void Any_groups_are_compared_each_with_each_or_all_with_one(string script, string one, int count)
    {
        ScriptResult result = _module.Run(script);

        result.ThrowIfFailed();
        string[] pairs = [.. result.Output.Select(compared => $"{compared.Value<string>("Group")}/{compared.Value<string>("Reference")}")];
        Assert.Contains(one, pairs);
        Assert.Equal(count, pairs.Length);
        Assert.All(result.Output, compared => Assert.Equal(count, compared.Value<int>("FamilySize")));
        Assert.All(result.Output, compared => Assert.True(compared.Value<double>("HolmP") >= compared.Value<double>("P")));
    }

    [Fact]
    public void What_was_serialized_and_rows_of_a_table_compare_alike()
    {
        ScriptResult result = _module.Run("""
            $text = [System.Management.Automation.PSSerializer]::Serialize($g)
            $revived = [System.Management.Automation.PSSerializer]::Deserialize($text)
            foreach ($of in $g, $revived, ($g | row)) {
                $compared = $of | Compare-RunGroup UseBatchNorm -WarningAction Ignore
                "$($compared.Difference) $($compared.P)"
            }
            """);

        result.ThrowIfFailed();
        Assert.Single(result.Output.Select(output => output.ToString()).Distinct());
        Assert.Equal(3, result.Output.Count);
    }

    [Fact]
    public void A_table_fits_80_columns()
    {
        ScriptResult result = _module.Session.Run(
            "Import-Module -Assembly $utility; $g | Compare-RunGroup Activation, UseBatchNorm | Out-String -Width 80", ("utility", typeof(ExportCsvCommand).Assembly));

        string table = result.Only().ToString();
        Assert.Matches(@"Group +Against +n +Difference +p +HolmP +Of", table);
        Assert.Matches(@"Tanh, with +ReLU, without +3 ", table);
        Assert.All(table.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    [Theory]
    [InlineData("$g | Compare-RunGroup Colour", "Runs cannot be grouped by 'Colour'")]
    [InlineData("$g | Compare-RunGroup Seed", "repeated over seeds")]
    [InlineData("$g | Compare-RunGroup Optimizer", "All runs are of one group (SGD)")]
    [InlineData("$g | Compare-RunGroup Activation -Reference GELU", "There is no group 'GELU'. There are ReLU; Tanh.")]
    public void What_makes_no_groups_is_refused_in_a_sentence(string script, string message)
    {
        ScriptResult result = _module.Run(script);

        Assert.Equal("InvalidSettings", result.ErrorId());
        Assert.Contains(message, result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_differ_in_more_are_an_error_and_the_others_are_compared()
    {
        ScriptResult result = _module.Run("""
            $g | Where-Object { "$($_.Activation)" -ne 'ReLU' -or $_.LearningRate -eq 1 } | ForEach-Object { if ("$($_.Activation)" -eq 'Tanh' -and $_.LearningRate -eq 1) { } else { $_ } } |
                Compare-RunGroup Activation
            """);

        Assert.Equal("IncomparableGroups", result.ErrorId());
        Assert.Contains("LearningRate", result.Error().Exception.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void What_the_numbers_do_not_show_is_told_once()
    {
        Assert.Contains("least p that so few seeds can give", Assert.Single(_module.Run("$g | Where-Object Seed -le 2 | Compare-RunGroup UseBatchNorm, Activation, LearningRate -Reference 'with, ReLU, rate 1'").Warnings), StringComparison.Ordinal);
        Assert.Contains("One seed has no interval", Assert.Single(_module.Run("$g | Where-Object Seed -eq 1 | Compare-RunGroup Activation").Warnings), StringComparison.Ordinal);
        Assert.Contains(_module.Run("$g[0..10] | Compare-RunGroup Activation").Warnings, warning => warning.Contains("left out", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_run_is_an_error() => Assert.Equal("NoRun", _module.Run("'nothing' | Compare-RunGroup Activation").ErrorId());

    [Theory]
    [InlineData("Compare-RunGroup -GroupBy ", true)]
    [InlineData("Export-PairPlot -GroupBy ", true)]
    [InlineData("Measure-BatchNorm -GroupBy ", false)]
    public void Names_of_groups_complete_and_those_that_are_refused_do_not(string begun, bool takesBatchNorm)
    {
        string[] names = [.. _module.Run($"(TabExpansion2 '{begun}' {begun.Length}).CompletionMatches.CompletionText").Output.Select(name => $"{name}")];

        Assert.Contains("LearningRate", names);
        Assert.DoesNotContain("Seed", names);
        Assert.Equal(takesBatchNorm, names.Contains("UseBatchNorm"));
    }
}
