using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>-Architecture and the parameters that go with one of them.</summary>
public sealed class ArchitectureTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Convolutional =
        "Compare-BatchNorm -DatasetPath $tiny -Architecture Convolutional -FeatureMaps 2,3 -KernelSize 3 -HiddenLayer 8 -TrainingBatches 6 -BatchesPerSample 3";

    [Fact]
    public void A_convolutional_comparison_names_its_settings_and_is_paired()
    {
        PSObject comparison = module.Run(Convolutional).Only();

        Assert.Equal("Convolutional", comparison.Value<string>("Architecture"));
        Assert.Equal("2,3", comparison.Value<string>("FeatureMaps"));
        Assert.Equal(3, comparison.Value<int>("KernelSize"));
        Assert.Equal("8", comparison.Value<string>("HiddenLayer"));
        Assert.Equal("Simd", comparison.Value<string>("Engine"));
        Assert.True(comparison.Value<bool>("IsPaired"));
        Assert.Equal("Convolutional", comparison.Child("WithBatchNorm").Value<string>("Architecture"));
    }

    [Fact]
    public void The_architecture_binds_by_property_name_from_objects_and_from_tables()
    {
        ScriptResult result = module.Run($$"""
            $first = {{Convolutional}}
            $columns = 'Architecture', 'FeatureMaps', 'KernelSize', 'HiddenLayer', 'TrainingBatches', 'BatchesPerSample'
            $row = [ordered]@{}
            foreach ($column in $columns) { $row[$column] = "$($first.$column)" }
            $first | Compare-BatchNorm -DatasetPath $tiny
            [pscustomobject]$row | Compare-BatchNorm -DatasetPath $tiny
            $first
            """);

        result.ThrowIfFailed();
        Assert.Equal(3, result.Output.Count);
        Assert.Single(result.Output.Select(comparison => comparison.Value<double>("TestAccuracyWith")).Distinct());
        Assert.All(result.Output, comparison => Assert.Equal("2,3", comparison.Value<string>("FeatureMaps")));
    }

    [Fact]
    public void What_a_table_has_blank_for_another_architecture_is_not_given()
    {
        ScriptResult result = module.Run("""
            [pscustomobject]@{ Architecture = 'FullyConnected'; FeatureMaps = ''; KernelSize = ''; HiddenLayer = '5'; TrainingBatches = 2 },
            [pscustomobject]@{ Architecture = 'FullyConnected'; FeatureMaps = $null; KernelSize = $null; HiddenLayer = '5'; TrainingBatches = 2 } |
                Compare-BatchNorm -DatasetPath $tiny
            """);

        result.ThrowIfFailed();
        Assert.Equal(["FullyConnected", "FullyConnected"], result.Output.Select(comparison => comparison.Value<string>("Architecture")));
    }

    [Theory]
    [InlineData("Compare-BatchNorm -DatasetPath $tiny -FeatureMaps 2 -Seed 1,2", "FeatureMaps is a setting of Convolutional networks")]
    [InlineData("Compare-BatchNorm -DatasetPath $tiny -KernelSize 3", "KernelSize is a setting of Convolutional networks")]
    [InlineData("Compare-BatchNorm -DatasetPath $tiny -Architecture Convolutional -KernelSize 4", "odd number from 1 to 28")]
    [InlineData("Compare-BatchNorm -DatasetPath $tiny -Architecture Convolutional -Engine Simd -Implementation Layer -Seed 1,2", "Use the Torch engine")]
    [InlineData("Compare-BatchNorm -DatasetPath $tiny -Architecture Convolutional -FeatureMaps 2,2,2,2,2", "too small for 5 convolutions")]
    [InlineData("Compare-BatchNorm -DatasetPath $tiny -Architecture Recurrent -HiddenLayer 5,5", "one hidden layer, not 2")]
    [InlineData("Compare-BatchNorm -DatasetPath $tiny -Architecture Recurrent -HiddenLayer 5000", "1 to 1000 units")]
    [InlineData("Compare-BatchNorm -DatasetPath $tiny -Architecture Recurrent -Implementation Layer", "its place and its form")]
    [InlineData("Compare-BatchNorm -DatasetPath $tiny -Architecture Recurrent -Placement AfterActivation", "its place and its form")]
    [InlineData("Compare-BatchNorm -DatasetPath $tiny -PixelByPixel", "PixelByPixel is a setting of Recurrent networks")]
    [InlineData("New-NeuralNet -Architecture Convolutional -Permuted", "Permuted is a setting of Recurrent networks")]
    [InlineData("New-NeuralNet -Architecture Recurrent -HiddenLayer 5 | Invoke-Training -DatasetPath $tiny -TrainingBatches 2 -TraceActivation", "Trace neither activations nor dead units")]
    [InlineData("Compare-BatchNorm -DatasetPath $tiny -Architecture Recurrent -HiddenLayer 5 -TrainingBatches 2 -ThrottleLimit 1 -Trace DeadUnits", "Trace neither activations nor dead units")]
    [InlineData("New-NeuralNet -FeatureMaps 2", "FeatureMaps is a setting of Convolutional networks")]
    [InlineData("New-NeuralNet -Architecture Convolutional -BatchNorm -Engine Simd -Implementation Layer", "Use the Torch engine")]
    [InlineData("New-NeuralNet -Architecture Convolutional -FeatureMaps 10000,10000 -HiddenLayer 10000", "more than fit into memory")]
    public void What_does_not_go_together_is_one_clear_error(string script, string message)
    {
        ErrorRecord error = module.Run(script).Error();

        Assert.StartsWith("InvalidSettings", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_convolutional_network_is_saved_restored_and_predicts_single_images_with_batch_statistics()
    {
        ScriptResult result = module.Run("""
            $net = New-NeuralNet -Architecture Convolutional -FeatureMaps 2 -KernelSize 3 -HiddenLayer 8 -BatchNorm
            $run = $net | Invoke-Training -DatasetPath $tiny -TrainingBatches 5 -BatchesPerSample 5 -SaveAs $out/conv.safetensors
            $run.TestAccuracy
            (Test-Network -RestoreFrom $out/conv.safetensors -DatasetPath $tiny -Engine Simd).Accuracy
            ($net | Test-Network -DatasetPath $tiny -UseBatchStatistics -IndividualPredictions 5).Predictions.Count
            """);

        result.ThrowIfFailed();
        Assert.Equal(result.Output[0].ToString(), result.Output[1].ToString());
        Assert.Equal("5", result.Output[2].ToString());
    }

    private const string Recurrent =
        "Compare-BatchNorm -DatasetPath $tiny -Architecture Recurrent -HiddenLayer 6 -TrainingBatches 4 -BatchesPerSample 2 -Permuted";

    [Fact]
    public void A_recurrent_comparison_has_defaults_of_its_own_and_names_its_settings()
    {
        PSObject comparison = module.Run(Recurrent).Only();

        Assert.Equal("Recurrent", comparison.Value<string>("Architecture"));
        Assert.Equal("Tanh", comparison.Value<string>("Activation"));
        Assert.Equal(0.001, comparison.Value<double>("LearningRate"));
        Assert.Equal(1, comparison.Value<double>("WeightScale"));
        Assert.Equal("6", comparison.Value<string>("HiddenLayer"));
        Assert.Equal("", comparison.Value<string>("FeatureMaps"));
        Assert.Null(comparison.Property("KernelSize"));
        Assert.Equal((false, true), (comparison.Value<bool>("PixelByPixel"), comparison.Value<bool>("Permuted")));
        Assert.True(comparison.Value<bool>("IsPaired"));
    }

    [Fact]
    public void A_recurrent_comparison_that_became_texts_is_run_again_as_it_was()
    {
        ScriptResult result = module.Run($$"""
            $c = {{Recurrent}}
            $row = [pscustomobject]@{}
            $c.psobject.Properties | ForEach-Object { $row.psobject.Properties.Add([psnoteproperty]::new($_.Name, "$($_.Value)")) }
            $c
            $c | Compare-BatchNorm -DatasetPath $tiny
            $row | Compare-BatchNorm -DatasetPath $tiny
            """);

        result.ThrowIfFailed();
        Assert.All(["Architecture", "Permuted", "PixelByPixel", "TestAccuracyWith", "InitialWeightsHash"], property =>
            Assert.Single(result.Output.Select(comparison => comparison.Property(property)!.ToString()).Distinct()));
    }

    [Fact]
    public void A_recurrent_network_is_trained_with_its_own_rate_saved_and_restored()
    {
        ScriptResult result = module.Run("""
            $net = New-NeuralNet -Architecture Recurrent -HiddenLayer 5 -BatchNorm -Seed 3
            $run = $net | Invoke-Training -DatasetPath $tiny -TrainingBatches 3 -BatchesPerSample 3 -SaveAs $out/lstm.safetensors
            $run.LearningRate, $run.WeightScale, "$($run.Activation)"
            $run.TestAccuracy
            (Test-Network -RestoreFrom $out/lstm.safetensors -DatasetPath $tiny).Accuracy
            "$net"
            """);

        result.ThrowIfFailed();
        Assert.Equal([0.001, 1.0, "Tanh"], result.Output.Take(3).Select(value => value.BaseObject));
        Assert.Equal(result.Output[3].ToString(), result.Output[4].ToString());
        Assert.Equal("With Batch Norm (LSTM of 5 reading 28 rows of 28, 10 outputs with batch normalization)", result.Output[5].ToString());
    }

    [Fact]
    public void A_plot_names_the_architecture()
    {
        string svg = module.Run($"{Convolutional} | Export-AccuracyPlot $out/conv.svg -PassThru | ForEach-Object {{ [System.IO.File]::ReadAllText($_.FullName) }}")
            .Only().ToString();

        Assert.Contains("convolutional, 2-3 maps, 3 x 3 kernels", svg, StringComparison.Ordinal);

        svg = module.Run($"{Recurrent} | Export-AccuracyPlot $out/lstm.svg -PassThru | ForEach-Object {{ [System.IO.File]::ReadAllText($_.FullName) }}").Only().ToString();
        Assert.Contains("Tanh, LSTM, row by row, permuted, learning rate 0.001, orthogonal weights", svg, StringComparison.Ordinal);
    }
}
