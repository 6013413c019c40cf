using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class InvokeTrainingTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Train = "Invoke-Training -DatasetPath $tiny -TrainingBatches 40 -BatchesPerSample 10 -LearningRate 0.1";

    [Fact]
    public void A_run_tells_its_settings_its_samples_and_its_final_numbers()
    {
        PSObject run = module.Run($"New-NeuralNet -HiddenLayer 20 -BatchNorm -Seed 4 | {Train}").Only();

        Assert.Equal("With Batch Norm", run.Value<string>("Name"));
        Assert.True(run.Value<bool>("UseBatchNorm"));
        Assert.Equal(0.1, run.Value<double>("LearningRate"));
        Assert.Equal(4, run.Value<int>("Seed"));
        Assert.Equal(60, run.Value<int>("BatchSize"));
        Assert.Equal(module.Tiny.Name, run.Value<string>("Dataset"));
        Assert.False(run.Value<bool>("Diverged"));
        Assert.InRange(run.Value<double>("TestAccuracy"), 0.5, 1);
        Assert.True(run.Value<double>("BatchesPerSecond") > 0);
        PSObject[] samples = run.Value<PSObject[]>("Samples");
        Assert.Equal([0, 10, 20, 30], samples.Select(sample => sample.Value<int>("Step")));
        Assert.True(samples[^1].Value<double>("Accuracy") > samples[0].Value<double>("Accuracy"));
    }

    [Fact]
    public void Several_networks_are_trained_from_one_pipeline()
    {
        ScriptResult result = module.Run($"""
            $w = New-InitialWeight -HiddenLayer 20
            @(New-NeuralNet $w; New-NeuralNet $w -BatchNorm; New-NeuralNet $w -BatchNorm -Name third) | {Train}
            """);

        result.ThrowIfFailed();
        Assert.Equal(
            ["With Batch Norm", "Without Batch Norm", "third"],
            result.Output.Select(run => run.Value<string>("Name")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Training_again_goes_on_from_where_the_network_is()
    {
        ScriptResult result = module.Run($"""
            $net = New-NeuralNet -HiddenLayer 20
            $first = $net | {Train}
            $second = $net | {Train}
            $first.TestAccuracy, $second.TestAccuracy, $net.TrainedBatches
            """);

        result.ThrowIfFailed();
        Assert.True((double)result.Output[1].BaseObject > (double)result.Output[0].BaseObject);
        Assert.Equal(80, result.Output[2].BaseObject);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        ScriptResult result = module.Run($"1..2 | ForEach-Object {{ New-NeuralNet -HiddenLayer 20 -Seed 5 | {Train} }}");

        result.ThrowIfFailed();
        Assert.Equal(Accuracies(result.Output[0]), Accuracies(result.Output[1]));
    }

    [Theory]
    [InlineData("-LearningRate 0")]
    [InlineData("-LearningRate -1")]
    [InlineData("-LearningRate ([double]::NaN)")]
    [InlineData("-LearningRate ([double]::PositiveInfinity)")]
    [InlineData("-TrainingBatches 0")]
    [InlineData("-BatchSize 0")]
    [InlineData("-BatchesPerSample 0")]
    [InlineData("-ThrottleLimit 0")]
    public void Settings_out_of_range_are_refused_at_binding_in_words(string argument)
    {
        ErrorRecord error = module.Run($"New-NeuralNet -HiddenLayer 5 | Invoke-Training -DatasetPath $tiny {argument}").Error();

        Assert.StartsWith("ParameterArgumentValidationError", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("argument", error.Exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_batch_larger_than_the_training_set_is_an_error_of_that_network_alone()
    {
        ScriptResult result = module.Run("New-NeuralNet -HiddenLayer 5 | Invoke-Training -DatasetPath $tiny -BatchSize 5000 -TrainingBatches 1");

        Assert.Empty(result.Output);
        Assert.Equal("InvalidSettings", result.ErrorId());
        Assert.Contains("larger than the training set", result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_diverges_is_a_result()
    {
        PSObject run = module.Run("New-NeuralNet -HiddenLayer 20,20 -WeightScale 5 | Invoke-Training -DatasetPath $tiny -LearningRate 1e30 -TrainingBatches 20 -BatchesPerSample 5").Only();

        Assert.True(run.Value<bool>("Diverged"));
        double shareOfZeros = run.Value<double>("TestAccuracy");
        Assert.InRange(shareOfZeros, 0.01, 0.25); // class 0 is the answer to everything
    }

    [Fact]
    public void SaveAs_writes_a_file_that_tests_like_the_network()
    {
        ScriptResult result = module.Run($"""
            $run = New-NeuralNet -HiddenLayer 20 -BatchNorm | {Train} -SaveAs $out/saved.safetensors
            $run.TestAccuracy
            (Test-Network -RestoreFrom $out/saved.safetensors -DatasetPath $tiny).Accuracy
            """);

        result.ThrowIfFailed();
        Assert.Equal(result.Output[0].BaseObject, result.Output[1].BaseObject);
    }

    [Fact]
    public void WhatIf_neither_trains_nor_saves()
    {
        ScriptResult result = module.Run($"$net = New-NeuralNet -HiddenLayer 20; $net | {Train} -SaveAs $out/whatif.safetensors -WhatIf; $net.TrainedBatches");

        Assert.Equal(0, result.Only().BaseObject);
        Assert.False(File.Exists(module.Out("whatif.safetensors")));
    }

    [Fact]
    public void SaveAs_into_a_missing_folder_is_refused_before_training()
    {
        ScriptResult result = module.Run($"New-NeuralNet | {Train} -SaveAs $out/nowhere/x.safetensors");

        Assert.Equal("PathNotFound", result.ErrorId());
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error().CategoryInfo.Category);
    }

    [Fact]
    public void A_second_network_is_not_saved_over_the_first()
    {
        ScriptResult result = module.Run($"@(New-NeuralNet -HiddenLayer 5; New-NeuralNet -HiddenLayer 6) | {Train} -SaveAs $out/one.safetensors");

        Assert.Single(result.Output);
        Assert.Equal("SaveAsTaken", result.ErrorId());
    }

    [Fact]
    public void Progress_is_shown_and_taken_away_again()
    {
        ScriptResult result = module.Run("New-NeuralNet -HiddenLayer 200,200,200 | Invoke-Training -DatasetPath $tiny -TrainingBatches 300 -BatchesPerSample 50");

        result.ThrowIfFailed();
        Assert.Contains(result.Progress, record => record.RecordType == ProgressRecordType.Processing);
        Assert.All(result.Progress, record => Assert.InRange(record.PercentComplete, -1, 100));
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void Stopping_the_pipeline_ends_the_training_and_the_session_goes_on()
    {
        module.Session.RunUntilProgressThenStop($"New-NeuralNet | Invoke-Training -DatasetPath '{module.Tiny.Folder}' -TrainingBatches 100000000");

        module.Run($"New-NeuralNet -HiddenLayer 5 | {Train}").ThrowIfFailed();
    }

    [Fact]
    public void Verbose_tells_what_is_done()
    {
        ScriptResult result = module.Run($"New-NeuralNet -HiddenLayer 5 | {Train} -Verbose");

        Assert.Contains(result.Verbose, line => line.Contains("Training Without Batch Norm", StringComparison.Ordinal));
        Assert.Contains(result.Verbose, line => line.Contains("Trained Without Batch Norm", StringComparison.Ordinal));
    }

    private static string[] Accuracies(PSObject run) => [.. run.Value<PSObject[]>("Samples").Select(sample => sample.ToString())];
}
