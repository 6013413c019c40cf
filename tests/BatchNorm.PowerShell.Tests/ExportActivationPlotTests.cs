using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class ExportActivationPlotTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public ExportActivationPlotTests(ModuleFixture module)
    {
        _module = module;
        module.Run("""
            if (-not $t) {
                $quick = @{ DatasetPath = $tiny; TrainingBatches = 20; BatchesPerSample = 10 }
                $global:t = Compare-BatchNorm @quick -HiddenLayer 8, 6 -TraceActivation
                $global:untraced = Compare-BatchNorm @quick -HiddenLayer 8, 6
            }
            """).ThrowIfFailed();
    }

    [Fact]
    public void A_comparison_records_both_networks_at_every_sample_in_every_layer()
    {
        ScriptResult result = _module.Run("$t.WithoutBatchNorm, $t.WithBatchNorm | ForEach-Object { $_.ActivationSamples }");

        result.ThrowIfFailed();
        Assert.Equal(
            [(0, 1), (0, 2), (10, 1), (10, 2), (0, 1), (0, 2), (10, 1), (10, 2)],
            result.Output.Select(sample => (sample.Value<int>("Step"), sample.Value<int>("Layer"))));
        Assert.All(result.Output, sample => Assert.True(sample.Value<double>("Percentile15") < sample.Value<double>("Percentile85")));
    }

    [Fact]
    public void Invoke_Training_records_what_Compare_BatchNorm_does()
    {
        ScriptResult result = _module.Run("""
            $run = New-NeuralNet -HiddenLayer 8, 6 -BatchNorm | Invoke-Training -DatasetPath $tiny -TrainingBatches 20 -BatchesPerSample 10 -TraceActivation
            "$($run.ActivationSamples)"
            "$($t.WithBatchNorm.ActivationSamples)"
            """);

        result.ThrowIfFailed();
        Assert.NotEqual("", result.Output[0].ToString());
        Assert.Equal(result.Output[0].ToString(), result.Output[1].ToString());
    }

    [Theory]
    [InlineData("png", "\u0089PNG")]
    [InlineData("jpg", "\u00ff\u00d8")]
    [InlineData("webp", "RIFF")]
    [InlineData("svg", "<")]
    public void The_extension_tells_the_format(string extension, string magic)
    {
        PSObject file = _module.Run($"$t | Export-ActivationPlot $out/traced.{extension} -Width 600 -Title Mine -PassThru").Only();

        Assert.Equal(magic.Select(c => (byte)c), File.ReadAllBytes(file.Value<string>("FullName")).Take(magic.Length));
    }

    [Fact]
    public void Runs_stand_side_by_side()
    {
        _module.Run("$t.WithBatchNorm, $t.WithoutBatchNorm | Export-ActivationPlot $out/runs.svg").ThrowIfFailed();

        Assert.Contains(">With Batch Norm, layer 2<", File.ReadAllText(_module.Out("runs.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_serialized_draws_the_same_picture()
    {
        _module.Run("""
            $t | Export-ActivationPlot $out/live.svg
            $text = [System.Management.Automation.PSSerializer]::Serialize($t)
            [System.Management.Automation.PSSerializer]::Deserialize($text) | Export-ActivationPlot $out/revived.svg
            """).ThrowIfFailed();

        Assert.Equal(File.ReadAllText(_module.Out("live.svg")), File.ReadAllText(_module.Out("revived.svg")));
    }

    [Fact]
    public void A_run_without_a_trace_is_an_error_that_says_how_to_train_and_the_others_are_drawn()
    {
        ScriptResult result = _module.Run("$untraced, $t | Export-ActivationPlot $out/some.svg -PassThru");

        Assert.Single(result.Output);
        Assert.Equal("NoActivationSamples", result.ErrorId());
        Assert.Contains("-TraceActivation", result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_left_no_file_is_written()
    {
        Assert.Equal("NoActivationSamples", _module.Run("$untraced.WithBatchNorm | Export-ActivationPlot $out/none.svg").ErrorId());
        Assert.Equal("NoAccuracies", _module.Run("'nothing' | Export-ActivationPlot $out/none.svg").ErrorId());
        Assert.False(File.Exists(_module.Out("none.svg")));
    }

    [Fact]
    public void Paths_are_checked_as_for_accuracies()
    {
        File.WriteAllText(_module.Out("mine.png"), "mine");

        Assert.Equal("NoClobber", _module.Run("$t | Export-ActivationPlot $out/mine.png -NoClobber").ErrorId());
        Assert.Equal("UnknownPictureFormat", _module.Run("$t | Export-ActivationPlot $out/plot.bmp").ErrorId());
        Assert.Equal("PathNotFound", _module.Run("$t | Export-ActivationPlot $out/nowhere/plot.png").ErrorId());
        _module.Run("$t | Export-ActivationPlot $out/whatif.png -WhatIf").ThrowIfFailed();
        Assert.False(File.Exists(_module.Out("whatif.png")));
    }
}
