using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class ExportAccuracyPlotTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public ExportAccuracyPlotTests(ModuleFixture module)
    {
        _module = module;
        module.Run("if (-not $c) { $global:c = @(Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 20 -BatchesPerSample 5 -Seed 1,2 -ThrottleLimit 1) }").ThrowIfFailed();
    }

    [Theory]
    [InlineData("png", "\u0089PNG")]
    [InlineData("jpg", "\u00ff\u00d8")]
    [InlineData("webp", "RIFF")]
    [InlineData("svg", "<")]
    public void The_extension_tells_the_format(string extension, string magic)
    {
        PSObject file = _module.Run($"$c | Export-AccuracyPlot -Path $out/plot.{extension} -PassThru").Only();

        byte[] content = File.ReadAllBytes(file.Value<string>("FullName"));
        Assert.Equal(magic.Select(c => (byte)c), content.Take(magic.Length));
    }

    [Fact]
    public void Nothing_is_written_to_the_pipeline_unless_it_is_asked_for()
    {
        ScriptResult result = _module.Run("$c | Export-AccuracyPlot $out/silent.svg");

        result.ThrowIfFailed();
        Assert.Empty(result.Output);
        Assert.True(File.Exists(_module.Out("silent.svg")));
    }

    [Fact]
    public void Runs_of_comparisons_can_be_drawn_into_one_panel() =>
        Assert.True(File.Exists(_module.Run("$c.WithBatchNorm | Export-AccuracyPlot $out/runs.svg -Title 'Two seeds' -PassThru").Only().Value<string>("FullName")));

    [Fact]
    public void Comparisons_that_were_serialized_draw_the_same_picture()
    {
        _module.Run("$c | Export-AccuracyPlot $out/live.svg").ThrowIfFailed();
        _module.Run("""
            $text = [System.Management.Automation.PSSerializer]::Serialize($c)
            [System.Management.Automation.PSSerializer]::Deserialize($text) | Export-AccuracyPlot $out/revived.svg
            """).ThrowIfFailed();

        Assert.Equal(File.ReadAllText(_module.Out("live.svg")), File.ReadAllText(_module.Out("revived.svg")));
    }

    [Fact]
    public void An_unknown_extension_is_refused_with_the_known_ones()
    {
        ErrorRecord error = _module.Run("$c | Export-AccuracyPlot $out/plot.bmp").Error();

        Assert.StartsWith("UnknownPictureFormat", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(".svg", error.Exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_module.Out("plot.bmp")));
    }

    [Fact]
    public void NoClobber_leaves_an_existing_file_alone()
    {
        File.WriteAllText(_module.Out("mine.png"), "mine");

        Assert.Equal("NoClobber", _module.Run("$c | Export-AccuracyPlot $out/mine.png -NoClobber").ErrorId());
        Assert.Equal("mine", File.ReadAllText(_module.Out("mine.png")));
    }

    [Fact]
    public void An_existing_file_is_replaced_without_NoClobber()
    {
        File.WriteAllText(_module.Out("old.png"), "old");

        _module.Run("$c | Export-AccuracyPlot $out/old.png").ThrowIfFailed();

        Assert.NotEqual("old", File.ReadAllText(_module.Out("old.png")));
    }

    [Fact]
    public void A_missing_folder_is_an_error() =>
        Assert.Equal("PathNotFound", _module.Run("$c | Export-AccuracyPlot $out/nowhere/plot.png").ErrorId());

    [Fact]
    public void WhatIf_writes_nothing()
    {
        _module.Run("$c | Export-AccuracyPlot $out/whatif.png -WhatIf").ThrowIfFailed();

        Assert.False(File.Exists(_module.Out("whatif.png")));
    }

    [Fact]
    public void An_object_without_accuracies_is_an_error_and_the_others_are_drawn()
    {
        ScriptResult result = _module.Run("$c[0], 'nothing' | Export-AccuracyPlot $out/mixed.svg -PassThru");

        Assert.Single(result.Output);
        Assert.Equal("NoAccuracies", result.ErrorId());
    }

    [Theory]
    [InlineData("-InputObject $c")]
    [InlineData("-InputObject $list")]
    [InlineData("-InputObject $runs, $runs")]
    [InlineData("-InputObject ([System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($list)))")]
    public void Arrays_and_lists_are_drawn_as_the_pipeline_would_bring_them(string arguments)
    {
        _module.Run($$"""
            $list = [System.Collections.ArrayList]::new(); foreach ($one in $c) { $null = $list.Add($one) }
            $runs = [System.Collections.Generic.List[object]]::new(); foreach ($one in $c) { $runs.Add($one.WithBatchNorm) }
            Export-AccuracyPlot $out/given.svg {{arguments}}
            """).ThrowIfFailed();

        Assert.Contains("seed 2", File.ReadAllText(_module.Out("given.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_item_of_an_array_is_one_short_error_and_the_others_are_drawn()
    {
        ScriptResult result = _module.Run("Export-AccuracyPlot $out/wrong.svg -PassThru -InputObject $c[0], ('x' * 1000), $c[1]");

        Assert.Single(result.Output);
        Assert.Equal("NoAccuracies", result.ErrorId());
        Assert.InRange(Assert.Single(result.Errors).Exception.Message.Length, 1, 200);
    }

    [Theory]
    [InlineData("@() | Export-AccuracyPlot")]
    [InlineData("Export-AccuracyPlot -InputObject @()")]
    [InlineData("@() | Export-ActivationPlot")]
    public void Nothing_to_draw_is_a_warning_that_tells_of_an_older_file(string export)
    {
        File.WriteAllText(_module.Out("older.svg"), "yesterday's");

        ScriptResult result = _module.Run($"{export} -Path $out/older.svg; {export} -Path $out/none.svg");

        result.ThrowIfFailed();
        Assert.Empty(result.Output);
        Assert.Contains("nothing was written. The file that stands there is an older one", result.Warnings[0], StringComparison.Ordinal);
        Assert.EndsWith("nothing was written.", result.Warnings[1], StringComparison.Ordinal);
        Assert.Equal("yesterday's", File.ReadAllText(_module.Out("older.svg")));
    }

    [Theory]
    [InlineData("[pscustomobject] @{ TestAccuracyWithout = '0.1'; TestAccuracyWith = '0.2'; WithBatchNorm = 'text' }")]
    [InlineData("[pscustomobject] @{ TestAccuracy = '0.1'; Samples = 'text' }")]
    public void Rows_of_a_table_are_told_of_once_with_what_keeps_samples(string row)
    {
        ScriptResult result = _module.Run($"({row}), ({row}), $c[0] | Export-AccuracyPlot $out/rows.svg -PassThru");

        Assert.Single(result.Output);
        Assert.Equal("NoSamples", result.ErrorId());
        Assert.Contains("Export-Clixml", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_band_makes_one_panel_of_seeds_and_names_itself_and_their_number()
    {
        _module.Run("$c | Export-AccuracyPlot $out/band.svg -Band ConfidenceInterval").ThrowIfFailed();

        string svg = File.ReadAllText(_module.Out("band.svg"));
        Assert.Contains("With Batch Norm, mean of 2 with 95 % interval: ", svg, StringComparison.Ordinal);
        Assert.DoesNotContain(">seed 1<", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Smoothing_is_named()
    {
        _module.Run("$c[0] | Export-AccuracyPlot $out/smooth.svg -Smoothing 0.6").ThrowIfFailed();

        Assert.Contains(", smoothed 0.6<", File.ReadAllText(_module.Out("smooth.svg")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-0.1")]
    [InlineData("1")]
    [InlineData("([double]::NaN)")]
    public void A_smoothing_out_of_bounds_is_refused_at_binding(string smoothing) =>
        Assert.Equal("ParameterArgumentValidationError", _module.Run($"$c | Export-AccuracyPlot $out/no.svg -Smoothing {smoothing}").ErrorId());

    [Fact]
    public void Repeats_with_samples_at_different_steps_are_refused_and_no_file_is_written()
    {
        ErrorRecord error = _module.Run("""
            $c | Export-AccuracyPlot $out/whole.svg -Band Range
            $cut = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($c[1]))
            $null = $cut.WithBatchNorm.Samples.RemoveAt(0)
            $c[0], $cut | Export-AccuracyPlot $out/unequal.svg -Band Range
            """).Error();

        Assert.StartsWith("InvalidPlot", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("seed 2 3 samples from step 5 to 15", error.Exception.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_module.Out("whole.svg")));
        Assert.False(File.Exists(_module.Out("unequal.svg")));
    }
}
