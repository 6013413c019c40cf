using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class TestNetworkTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Trained =
        "$net = New-NeuralNet -HiddenLayer 20 -BatchNorm; $null = $net | Invoke-Training -DatasetPath $tiny -TrainingBatches 60 -LearningRate 0.1;";

    [Fact]
    public void Single_predictions_with_batch_statistics_are_all_the_same()
    {
        PSObject result = module.Run($"{Trained} $net | Test-Network -UseBatchStatistics -IndividualPredictions 50 -DatasetPath $tiny").Only();

        Assert.Single(result.Value<int[]>("Predictions").Distinct());
        Assert.Equal(50, result.Value<int[]>("Predictions").Length);
        Assert.True(result.Value<bool>("UseBatchStatistics"));
        Assert.True(result.Value<double>("Accuracy") > 0.5);
    }

    [Fact]
    public void Single_predictions_with_population_statistics_are_as_good_as_on_the_whole_set()
    {
        PSObject result = module.Run($"{Trained} $net | Test-Network -IndividualPredictions 240 -DatasetPath $tiny").Only();

        Assert.Equal(result.Value<double>("Accuracy"), result.Value<double>("IndividualAccuracy"));
    }

    [Fact]
    public void A_network_whose_population_update_was_skipped_fails_in_inference_only()
    {
        ScriptResult result = module.Run("""
            $net = New-NeuralNet -HiddenLayer 20,20,20 -Activation Sigmoid -BatchNorm -SkipPopulationUpdate
            $run = $net | Invoke-Training -Dataset Synthetic -TrainingBatches 200 -LearningRate 0.5
            $run.SkipPopulationUpdate
            ($net | Test-Network -UseBatchStatistics -Dataset Synthetic).Accuracy
            ($net | Test-Network -Dataset Synthetic).Accuracy
            """);

        result.ThrowIfFailed();
        Assert.Equal(true, result.Output[0].BaseObject);
        double withBatchStatistics = (double)result.Output[1].BaseObject, inInference = (double)result.Output[2].BaseObject;
        Assert.True(withBatchStatistics > 0.8, $"{withBatchStatistics} with batch statistics");
        Assert.True(inInference < 0.4, $"{inInference} in inference");
    }

    [Fact]
    public void The_confusion_matrix_counts_every_test_image_once()
    {
        PSObject result = module.Run($"{Trained} Test-Network $net -DatasetPath $tiny").Only();

        int[][] confusion = result.Value<int[][]>("ConfusionMatrix");
        Assert.Equal(240, confusion.Sum(row => row.Sum()));
        Assert.Equal(result.Value<double>("Accuracy"), Enumerable.Range(0, 10).Sum(i => confusion[i][i]) / 240.0);
    }

    [Fact]
    public void A_network_that_was_never_trained_is_tested_with_a_warning()
    {
        ScriptResult result = module.Run("New-NeuralNet -HiddenLayer 5 | Test-Network -DatasetPath $tiny");

        Assert.Single(result.Output);
        Assert.Contains("never trained", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Tested_from_many_sessions_at_once_a_network_has_one_value()
    {
        ScriptResult result = module.Run($$"""
            {{Trained}}
            $one = (Test-Network $net -DatasetPath $tiny).Loss
            1..40 | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module '{{Repository.Manifest}}'
                (Test-Network $using:net -DatasetPath $using:tiny).Loss
            } | Where-Object { $_ -ne $one }
            """);

        result.ThrowIfFailed();
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_network_that_was_disposed_of_is_an_error_and_the_others_are_tested()
    {
        ScriptResult result = module.Run($"{Trained} $gone = New-NeuralNet -HiddenLayer 5; $gone.Dispose(); $gone, $net | Test-Network -DatasetPath $tiny -WarningAction Ignore");

        Assert.Equal("NetworkDisposed", result.ErrorId());
        Assert.Single(result.Output);
    }

    [Fact]
    public void More_single_predictions_than_images_are_refused() =>
        Assert.Equal("InvalidSettings", module.Run($"{Trained} Test-Network $net -IndividualPredictions 241 -DatasetPath $tiny").ErrorId());

    [Fact]
    public void A_corrupt_file_is_one_error_that_says_which_check_failed()
    {
        File.WriteAllBytes(module.Out("corrupt.safetensors"), [1, 2, 3]);

        ScriptResult result = module.Run("Test-Network -RestoreFrom $out/corrupt.safetensors -DatasetPath $tiny");

        Assert.Equal("InvalidNetworkFile", result.ErrorId());
        Assert.Equal(ErrorCategory.InvalidData, result.Error().CategoryInfo.Category);
        Assert.NotNull(result.Error().ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_missing_file_is_an_error() =>
        Assert.Equal("PathNotFound", module.Run("Test-Network -RestoreFrom $out/none.safetensors -DatasetPath $tiny").ErrorId());

    [Fact]
    public void Files_are_tested_from_the_pipeline_and_a_bad_one_does_not_stop_the_others()
    {
        ScriptResult result = module.Run("""
            $null = New-NeuralNet -HiddenLayer 5 | Invoke-Training -DatasetPath $tiny -TrainingBatches 5 -SaveAs $out/good.safetensors
            [IO.File]::WriteAllText("$out/bad.safetensors", 'no network')
            [IO.FileInfo]"$out/bad.safetensors", [IO.FileInfo]"$out/good.safetensors" | Test-Network -DatasetPath $tiny
            """);

        Assert.Single(result.Output);
        Assert.Equal("InvalidNetworkFile", result.ErrorId());
    }

    [Fact]
    public void What_a_saved_network_cannot_be_tested_with_is_told_of_its_file_and_the_next_is_tested()
    {
        ScriptResult result = module.Run("""
            foreach ($name in 'one', 'two') {
                $null = New-NeuralNet -HiddenLayer 5 | Invoke-Training -DatasetPath $tiny -TrainingBatches 1 -SaveAs $out/$name.safetensors
            }
            [pscustomobject]@{ RestoreFrom = "$out/one.safetensors" }, [pscustomobject]@{ RestoreFrom = "$out/two.safetensors" } |
                Test-Network -DatasetPath $tiny -IndividualPredictions 241
            """);

        Assert.Equal(2, result.Errors.Count);
        Assert.StartsWith($"'{module.Out("one.safetensors")}': ", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith($"'{module.Out("two.safetensors")}': ", result.Errors[1].Exception.Message, StringComparison.Ordinal);
    }
}
