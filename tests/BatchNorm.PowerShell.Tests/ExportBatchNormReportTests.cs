using System.Management.Automation;
using System.Net;
using System.Text.RegularExpressions;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class ExportBatchNormReportTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public ExportBatchNormReportTests(ModuleFixture module)
    {
        _module = module;
        module.Run("""
            if (-not $c) {
                $global:quick = @{ DatasetPath = $tiny; HiddenLayer = 8; TrainingBatches = 20; BatchesPerSample = 5 }
                $global:c = @(Compare-BatchNorm -Seed 1,2 @quick)
            }
            """).ThrowIfFailed();
    }

    [Fact]
    public void It_writes_a_page_and_emits_its_file()
    {
        PSObject file = _module.Run("$c | Export-BatchNormReport $out/report.html -Title 'Two <seeds>' -PassThru").Only();

        Assert.IsType<FileInfo>(file.BaseObject);
        string page = File.ReadAllText(_module.Out("report.html"));
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains("<h1>Two &lt;seeds&gt;</h1>", page, StringComparison.Ordinal);
        Assert.Contains("mean of 2 with 95 % interval", page, StringComparison.Ordinal);
        Assert.Contains(_module.Tiny.Name, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparisons_that_were_serialized_make_the_same_page_but_for_the_time()
    {
        _module.Run("$c | Export-BatchNormReport $out/live.html").ThrowIfFailed();
        _module.Run("""
            $text = [System.Management.Automation.PSSerializer]::Serialize($c)
            Export-BatchNormReport -InputObject ([System.Management.Automation.PSSerializer]::Deserialize($text)) $out/revived.html
            """).ThrowIfFailed();

        Assert.Equal(WithoutTime("live.html"), WithoutTime("revived.html"));
    }

    [Fact]
    public void Measurements_follow_the_parameters()
    {
        _module.Run("$c | Export-BatchNormReport $out/strict.html -Threshold 0.7 -Accuracy 0.6 -ConfidenceLevel 0.9").ThrowIfFailed();

        string page = File.ReadAllText(_module.Out("strict.html"));
        Assert.Contains("Success rate, 0.7 or more", page, StringComparison.Ordinal);
        Assert.Contains("Median steps to 0.6", page, StringComparison.Ordinal);
        Assert.Contains("with 90\u00a0% intervals", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_beside_an_experiment_runs_it_again_with_the_same_results()
    {
        PSObject[] before = [.. _module.Run("""
            $odd = Compare-BatchNorm -Name "It's mine" -Activation Tanh -LearningRate 0.5 -WeightScale 0.1 -BatchSize 30 -Seed 5,6,7,-2 `
                -SkipPopulationUpdate -UseBatchStatistics -IndividualPredictions 3 -PublishedTestAccuracyWith 0.9 -TraceActivation -Trace Gamma, DeadUnits @quick
            $odd | Export-BatchNormReport $out/odd.html
            $odd
            """).Output];

        AssertSameAgain(before, Assert.Single(Commands("odd.html")));
    }

    [Theory]
    [InlineData("-Architecture Convolutional -FeatureMaps 2,3 -KernelSize 3 -Placement AfterActivation")]
    [InlineData("-Architecture Recurrent -Permuted")]
    public void The_command_knows_every_architecture(string arguments)
    {
        PSObject[] before = [.. _module.Run($"""
            $other = Compare-BatchNorm {arguments} @quick
            $other | Export-BatchNormReport $out/other.html
            $other
            """).Output];

        AssertSameAgain(before, Assert.Single(Commands("other.html")));
    }

    [Theory]
    [InlineData("3", "-Seed 3")]
    [InlineData("3, 1", "-Seed 1,3")]
    [InlineData("(1..4)", "-Seed (1..4)")]
    [InlineData("(@(9) + 1..3)", "-Seed @(1..3; 9)")]
    public void Seeds_stand_in_the_command_as_one_would_type_them(string seeds, string expected)
    {
        _module.Run($"Compare-BatchNorm -Seed {seeds} @quick | Export-BatchNormReport $out/seeds.html").ThrowIfFailed();

        Assert.Contains($" {expected} ", Assert.Single(Commands("seeds.html")), StringComparison.Ordinal);
    }

    /// <summary>A setting that comparisons gain is part of the command, or the command runs something else.</summary>
    [Fact]
    public void Every_setting_of_a_group_is_in_the_command()
    {
        ScriptResult names = _module.Run("""
            $columns = [ordered] @{}
            foreach ($property in $c[0].psobject.Properties) {
                $value = $property.Value
                $columns[$property.Name] =
                    if ($value -is [double] -or $property.TypeNameOfValue -clike '*Double*') { '0.5' }
                    elseif ($value -is [int] -or $property.TypeNameOfValue -clike '*Int*') { '7' }
                    elseif ($value -is [bool]) { 'True' }
                    elseif ($property.TypeNameOfValue -clike '*Placement*') { 'AfterActivation' }
                    elseif ($property.TypeNameOfValue -clike '*Implementation*') { 'Equations' }
                    elseif ($property.Name -eq 'Trace') { 'Gamma' }
                    elseif ($property.Name -eq 'Name') { 'Mine' }
                    elseif ($property.Name -eq 'Architecture') { 'Convolutional' }
                    elseif ($property.Name -in 'PixelByPixel', 'Permuted', 'SkipPopulationUpdate') { 'True' }
                    elseif ($property.Name -eq 'FeatureMaps') { '6,16' }
                    else { "$value" }
            }
            $convolutional = [pscustomobject] $columns
            $columns.Architecture = 'Recurrent'
            $convolutional, [pscustomobject] $columns | Export-BatchNormReport $out/settings.html | Out-Null
            $c[0].GetType().Assembly.GetType('BatchNorm.Settings.ExperimentSettings').GetProperties().Name | Where-Object { $_ -notlike 'Dataset*' }
            """);
        string commands = string.Concat(Commands("settings.html").Select(command => $"{command} "));

        Assert.True(names.Output.Count > 10);
        Assert.All(names.Output, name => Assert.Contains($" -{name} ", commands, StringComparison.Ordinal));
    }

    [Fact]
    public void It_does_not_tell_where_on_the_machine_the_data_lies()
    {
        _module.Run("$c | Export-BatchNormReport $out/private.html").ThrowIfFailed();

        Assert.DoesNotContain(Path.GetDirectoryName(_module.Tiny.Folder)!, File.ReadAllText(_module.Out("private.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_extension_is_refused_with_the_known_ones()
    {
        ErrorRecord error = _module.Run("$c | Export-BatchNormReport $out/report.pdf").Error();

        Assert.StartsWith("UnknownReportFormat", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(".html", error.Exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_module.Out("report.pdf")));
    }

    [Fact]
    public void NoClobber_leaves_an_existing_file_alone()
    {
        File.WriteAllText(_module.Out("mine.html"), "mine");

        Assert.Equal("NoClobber", _module.Run("$c | Export-BatchNormReport $out/mine.html -NoClobber").ErrorId());
        Assert.Equal("mine", File.ReadAllText(_module.Out("mine.html")));
    }

    [Fact]
    public void An_existing_file_is_replaced_without_NoClobber()
    {
        File.WriteAllText(_module.Out("old.html"), "old");

        _module.Run("$c | Export-BatchNormReport $out/old.html").ThrowIfFailed();

        Assert.NotEqual("old", File.ReadAllText(_module.Out("old.html")));
    }

    [Fact]
    public void A_missing_folder_is_an_error() =>
        Assert.Equal("PathNotFound", _module.Run("$c | Export-BatchNormReport $out/nowhere/report.html").ErrorId());

    [Fact]
    public void WhatIf_writes_nothing()
    {
        Assert.Empty(_module.Run("$c | Export-BatchNormReport $out/whatif.html -WhatIf").Output);

        Assert.False(File.Exists(_module.Out("whatif.html")));
    }

    [Fact]
    public void An_object_that_is_no_comparison_is_an_error_and_the_others_are_reported()
    {
        ScriptResult result = _module.Run("$c[0], 'nothing', $c[1] | Export-BatchNormReport $out/mixed.html -PassThru");

        Assert.Equal("NoComparison", result.ErrorId());
        Assert.Single(result.Output);
        Assert.Contains("2 comparisons", File.ReadAllText(_module.Out("mixed.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_report_writes_nothing()
    {
        Assert.Equal("NoComparison", _module.Run("'nothing' | Export-BatchNormReport $out/nothing.html").ErrorId());

        Assert.False(File.Exists(_module.Out("nothing.html")));
    }

    [Fact]
    public void An_empty_pipeline_is_a_warning_that_tells_of_an_older_file()
    {
        File.WriteAllText(_module.Out("older.html"), "yesterday's");

        ScriptResult result = _module.Run("@() | Export-BatchNormReport $out/older.html");

        Assert.Empty(result.Output);
        Assert.Contains("The file that stands there is an older one", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("yesterday's", File.ReadAllText(_module.Out("older.html")));
    }

    [Fact]
    public void Results_that_contradict_each_other_are_an_error_and_the_page_is_written()
    {
        ScriptResult result = _module.Run("""
            $text = [System.Management.Automation.PSSerializer]::Serialize($c[0])
            $other = [System.Management.Automation.PSSerializer]::Deserialize($text)
            $other.TestAccuracyWith = 0.123
            $c[0], $other | Export-BatchNormReport $out/conflict.html
            """);

        Assert.Equal("ConflictingRepeats", result.ErrorId());
        Assert.Contains("not measured", File.ReadAllText(_module.Out("conflict.html")), StringComparison.Ordinal);
    }

    /// <summary>Runs a report's command where the folder it names lies, and holds its results against those it was made of.</summary>
    private void AssertSameAgain(IEnumerable<PSObject> before, string command)
    {
        ScriptResult again = _module.Run($$"""
            $null = $ExecutionContext.SessionState.Path.SetLocation("$tiny/..")
            {{command}}
            """);

        again.ThrowIfFailed();
        Assert.NotEmpty(again.Output);
        Assert.Equal(
            before.Select(Text).Order(StringComparer.Ordinal),
            again.Output.Select(Text).Order(StringComparer.Ordinal));
    }

    private string[] Commands(string file) =>
        [.. Regex.Matches(File.ReadAllText(_module.Out(file)), "<pre>\\s*<code>(.*?)</code>").Select(match =>
            WebUtility.HtmlDecode(Regex.Replace(match.Groups[1].Value, "<.*?>", "")))];

    private string WithoutTime(string file) => Regex.Replace(File.ReadAllText(_module.Out(file)), "<time.*?</time>", "");

    /// <summary>Everything of a comparison that the same settings and seed fix, in words.</summary>
    private static string Text(PSObject comparison) =>
        string.Join(", ", comparison.Properties.Select(property => $"{property.Name} {property.Value}"));
}
