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
                $global:inside = Compare-BatchNorm @quick -HiddenLayer 8, 6 -Trace Gradient, DeadUnits, Gamma, Statistics, Landscape
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

    [Theory]
    [InlineData("Gradient", ">Without Batch Norm, output layer<", ">With Batch Norm, layer 1<")]
    [InlineData("DeadUnits", ">Without Batch Norm, layer 2<", ">With Batch Norm, layer 2<")]
    [InlineData("Gamma", ">With Batch Norm, layer 1<", ">With Batch Norm, layer 2<")]
    [InlineData("statistics", ">With Batch Norm, layer 1<", ">Gamma")]
    [InlineData("Land", ">Without Batch Norm, loss<", ">With Batch Norm, effective smoothness<")]
    public void Every_trace_has_a_picture(string trace, string panel, string other)
    {
        _module.Run($"$inside | Export-ActivationPlot $out/{trace}.svg -Trace {trace}").ThrowIfFailed();

        string svg = File.ReadAllText(_module.Out($"{trace}.svg"));
        Assert.Contains(panel, svg, StringComparison.Ordinal);
        Assert.Equal(trace != "statistics", svg.Contains(other, StringComparison.Ordinal));
        Assert.Equal(trace is not ("Gamma" or "statistics"), svg.Contains(">Without Batch Norm, l", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_traced_changes_nothing_and_survives_serialization()
    {
        ScriptResult result = _module.Run("""
            $inside.WithBatchNorm.FinalParametersHash -eq $untraced.WithBatchNorm.FinalParametersHash
            $inside.WithoutBatchNorm.FinalParametersHash -eq $untraced.WithoutBatchNorm.FinalParametersHash
            $inside | Export-ActivationPlot $out/inside.svg -Trace Gradient
            [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($inside)) |
                Export-ActivationPlot $out/again.svg -Trace Gradient
            """);

        result.ThrowIfFailed();
        Assert.All(result.Output, same => Assert.True((bool)same.BaseObject));
        Assert.Equal(File.ReadAllText(_module.Out("inside.svg")), File.ReadAllText(_module.Out("again.svg")));
    }

    [Fact]
    public void A_trace_that_was_not_made_is_an_error_that_says_how_to_make_it()
    {
        ScriptResult result = _module.Run("$untraced, $inside | Export-ActivationPlot $out/gradient.svg -Trace Gradient -PassThru");

        Assert.Single(result.Output);
        Assert.Equal("NoTrace", result.ErrorId());
        Assert.Contains("train it with -Trace Gradient", result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_batch_normalization_has_cannot_be_drawn_of_a_network_without()
    {
        ScriptResult result = _module.Run("$inside.WithoutBatchNorm | Export-ActivationPlot $out/gamma.svg -Trace Gamma");

        Assert.Contains("with batch normalization for Gamma", result.Error().Exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_module.Out("gamma.svg")));
    }

    [Theory]
    [InlineData("$t", "")]
    [InlineData("$inside", "-Trace DeadUnits")]
    public void Layers_can_be_chosen(string input, string arguments)
    {
        _module.Run($"{input} | Export-ActivationPlot $out/second.svg {arguments} -Layer 2, 3").ThrowIfFailed();

        string svg = File.ReadAllText(_module.Out("second.svg"));
        Assert.Contains(">With Batch Norm, layer 2<", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("layer 1<", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Trace Gradient -Layer 4", "No run has a trace of layer 4. Choose from 1 to 3.")]
    [InlineData("-Trace Landscape -Layer 1", "Landscape is of the network as a whole")]
    public void A_layer_that_is_not_there_is_refused(string arguments, string message) =>
        Assert.Contains(message, _module.Run($"$inside | Export-ActivationPlot $out/none.svg {arguments}").Error().Exception.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("-Trace Gradient, Gamma")]
    [InlineData("-Trace None")]
    [InlineData("-Trace Loss")]
    public void One_trace_makes_a_picture(string arguments) =>
        Assert.Contains("Trace", _module.Run($"$inside | Export-ActivationPlot $out/none.svg {arguments}").Error().Exception.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("-Trace Gradient, DeadUnits", "Gradient, DeadUnits")]
    [InlineData("-Trace 'grad,dead'", "Gradient, DeadUnits")]
    [InlineData("-Trace Activation -TraceActivation", "Activation")]
    [InlineData("-TraceActivation -Trace Gamma", "Activation, Gamma")]
    [InlineData("-Trace None", "None")]
    [InlineData("", "None")]
    public void Names_make_one_setting(string arguments, string traced)
    {
        ScriptResult result = _module.Run(
            $"$n = Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1 {arguments}; \"$($n.Trace)\"; $n.TraceActivation");

        result.ThrowIfFailed();
        Assert.Equal([traced, $"{traced.Contains("Activation", StringComparison.Ordinal)}"], result.Output.Select(output => $"{output}"));
    }

    [Fact]
    public void A_name_that_is_none_is_refused_with_those_there_are()
    {
        ScriptResult result = _module.Run("Compare-BatchNorm -DatasetPath $tiny -Trace Gradient, Loss");

        Assert.Contains("'Loss' is not one of None, Activation, Gradient", result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Compare-BatchNorm -Trace Gr", "Gradient")]
    [InlineData("Compare-BatchNorm -Trace Gradient, De", "DeadUnits")]
    [InlineData("Export-ActivationPlot x.svg -Trace La", "Landscape")]
    public void Names_are_completed(string typed, string completed) =>
        Assert.Equal(completed, $"{_module.Run($"(TabExpansion2 '{typed}' {typed.Length}).CompletionMatches.CompletionText").Only()}");

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
