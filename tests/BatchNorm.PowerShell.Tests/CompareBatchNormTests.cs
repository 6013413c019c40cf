using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class CompareBatchNormTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Quick = "-DatasetPath $tiny -HiddenLayer 20 -TrainingBatches 30 -BatchesPerSample 10 -LearningRate 0.1";

    [Fact]
    public void A_comparison_holds_both_runs_and_their_numbers_side_by_side()
    {
        PSObject comparison = module.Run($"Compare-BatchNorm {Quick} -Seed 2").Only();

        PSObject without = comparison.Child("WithoutBatchNorm");
        PSObject with = comparison.Child("WithBatchNorm");
        Assert.False(without.Value<bool>("UseBatchNorm"));
        Assert.True(with.Value<bool>("UseBatchNorm"));
        Assert.Equal(without.Value<double>("TestAccuracy"), comparison.Value<double>("TestAccuracyWithout"));
        Assert.Equal(with.Value<double>("TestAccuracy"), comparison.Value<double>("TestAccuracyWith"));
        Assert.Equal("20", comparison.Value<string>("HiddenLayer"));
        Assert.All(new[] { without, with }, run => Assert.Equal(2, run.Value<int>("Seed")));
    }

    [Fact]
    public void The_step_of_90_percent_is_the_first_sample_that_reached_it()
    {
        PSObject comparison = module.Run("Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 40 -LearningRate 0.5 -TrainingBatches 200 -BatchesPerSample 20").Only();

        int first = comparison.Child("WithBatchNorm").Value<PSObject[]>("Samples").First(sample => sample.Value<double>("Accuracy") >= 0.9).Value<int>("Step");
        Assert.Equal(first, comparison.Value<int>("StepsTo90With"));
    }

    [Fact]
    public void Arrays_make_a_grid()
    {
        ScriptResult result = module.Run($"Compare-BatchNorm -Activation ReLU,Sigmoid -WeightScale 0.05,5 -Seed (1..2) {Quick}");

        result.ThrowIfFailed();
        Assert.Equal(
            [
                ("ReLU", 0.05, 1), ("ReLU", 0.05, 2), ("ReLU", 5, 1), ("ReLU", 5, 2),
                ("Sigmoid", 0.05, 1), ("Sigmoid", 0.05, 2), ("Sigmoid", 5, 1), ("Sigmoid", 5, 2),
            ],
            result.Output.Select(c => (c.Value<string>("Activation"), c.Value<double>("WeightScale"), c.Value<int>("Seed"))));
    }

    [Fact]
    public void Comparisons_come_in_the_order_they_were_asked_for_and_errors_in_their_place()
    {
        ScriptResult result = module.Run($$"""
            @{ BatchSize = 200 }, @{ BatchSize = 100000 }, @{ BatchSize = 2 } | ForEach-Object { [pscustomobject] $_ } |
                Compare-BatchNorm {{Quick}} -Seed 1,2 -ThrottleLimit 4 2>&1 |
                ForEach-Object { $_ -is [Management.Automation.ErrorRecord] ? $_.FullyQualifiedErrorId.Split(',')[0] : "$($_.BatchSize) $($_.Seed)" }
            """);

        result.ThrowIfFailed();
        Assert.Equal(
            ["200 1", "200 2", "InvalidSettings", "InvalidSettings", "2 1", "2 2"], result.Output.Select(answer => answer.ToString()));
    }

    [Fact]
    public void Unordered_gives_every_comparison_once()
    {
        ScriptResult result = module.Run($"Compare-BatchNorm {Quick} -Seed (1..5) -Unordered -ThrottleLimit 3");

        result.ThrowIfFailed();
        Assert.Equal([1, 2, 3, 4, 5], result.Output.Select(c => c.Value<int>("Seed")).Order());
    }

    [Fact]
    public void Batches_of_one_image_are_warned_of_once_a_cell()
    {
        ScriptResult result = module.Run($"Compare-BatchNorm {Quick} -BatchSize 1,20 -Seed 1,2");

        Assert.Equal(4, result.Output.Count);
        Assert.Equal(2, result.Warnings.Count);
        Assert.All(result.Warnings, warning => Assert.Contains("no variance", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void A_comparison_trains_exactly_what_its_networks_would_be_trained_to_alone()
    {
        ScriptResult result = module.Run($"""
            $comparison = Compare-BatchNorm {Quick} -Seed 3 -Activation Tanh
            $w = New-InitialWeight -HiddenLayer 20 -Seed 3
            $alone = New-NeuralNet $w -Activation Tanh -BatchNorm |
                Invoke-Training -DatasetPath $tiny -TrainingBatches 30 -BatchesPerSample 10 -LearningRate 0.1
            "$($comparison.WithBatchNorm.Samples)"
            "$($alone.Samples)"
            """);

        result.ThrowIfFailed();
        Assert.Equal(result.Output[0].ToString(), result.Output[1].ToString());
    }

    [Fact]
    public void The_throttle_limit_does_not_change_the_results()
    {
        ScriptResult result = module.Run($$"""
            1, 4 | ForEach-Object { $c = Compare-BatchNorm {{Quick}} -ThrottleLimit $_; "$($c.WithoutBatchNorm.Samples) $($c.WithBatchNorm.Samples)" }
            """);

        result.ThrowIfFailed();
        Assert.Equal(result.Output[0].ToString(), result.Output[1].ToString());
    }

    [Fact]
    public void BadWeights_means_a_weight_scale_of_5() =>
        Assert.Equal(5, module.Run($"Compare-BatchNorm -BadWeights {Quick}").Only().Value<double>("WeightScale"));

    [Fact]
    public void BadWeights_does_not_go_with_WeightScale() =>
        Assert.StartsWith("AmbiguousParameterSet", module.Run($"Compare-BatchNorm -BadWeights -WeightScale 1 {Quick}").ErrorId(), StringComparison.Ordinal);

    [Fact]
    public void A_cell_that_cannot_be_trained_is_an_error_and_the_others_go_on()
    {
        ScriptResult result = module.Run($"Compare-BatchNorm -BatchSize 60,100000 {Quick}");

        Assert.Equal(60, Assert.Single(result.Output).Value<int>("BatchSize"));
        Assert.Equal("InvalidSettings", result.ErrorId());
    }

    [Fact]
    public void Settings_bind_from_the_pipeline_by_property_name()
    {
        ScriptResult result = module.Run("""
            [pscustomobject]@{ Activation = 'Tanh'; LearningRate = '0.1'; Seed = 7; HiddenLayer = '10,8'; TrainingBatches = 20; BatchesPerSample = 10 } |
                Compare-BatchNorm -DatasetPath $tiny
            """);

        PSObject comparison = result.Only();
        Assert.Equal("Tanh", comparison.Value<string>("Activation"));
        Assert.Equal(7, comparison.Value<int>("Seed"));
        Assert.Equal("10,8", comparison.Value<string>("HiddenLayer"));
    }

    [Fact]
    public void Where_and_how_it_is_normalized_is_told_by_the_comparison()
    {
        PSObject comparison = module.Run($"Compare-BatchNorm {Quick} -SkipPopulationUpdate").Only();

        Assert.Equal("BeforeActivation", comparison.Value<string>("Placement"));
        Assert.True(comparison.Value<bool>("SkipPopulationUpdate"));
        Assert.Null(comparison.Child("WithoutBatchNorm").Property("Placement"));
    }

    [Fact]
    public void A_cell_that_its_engine_cannot_compute_is_an_error()
    {
        ScriptResult result = module.Run($"Compare-BatchNorm {Quick} -Engine Simd -Implementation Layer");

        Assert.Empty(result.Output);
        Assert.Equal("InvalidSettings", result.ErrorId());
    }

    [Fact]
    public void Networks_are_kept_only_when_asked_for()
    {
        ScriptResult result = module.Run($"""
            (Compare-BatchNorm {Quick}).WithBatchNorm.Network -eq $null
            $kept = Compare-BatchNorm {Quick} -KeepNetwork
            ($kept.WithBatchNorm | Test-Network -DatasetPath $tiny).Accuracy -eq $kept.TestAccuracyWith
            """);

        result.ThrowIfFailed();
        Assert.All(result.Output, answer => Assert.Equal(true, answer.BaseObject));
    }

    [Fact]
    public void The_test_can_use_batch_statistics_and_single_images_as_Test_Network_does()
    {
        ScriptResult result = module.Run($"""
            $c = Compare-BatchNorm {Quick} -UseBatchStatistics -IndividualPredictions 30 -KeepNetwork
            $c
            $c.WithBatchNorm | Test-Network -DatasetPath $tiny -UseBatchStatistics -IndividualPredictions 30
            """);

        result.ThrowIfFailed();
        Assert.Equal(result.Output[1].Value<double>("Accuracy"), result.Output[0].Value<double>("TestAccuracyWith"));
        Assert.Equal(result.Output[1].Value<double>("IndividualAccuracy"), result.Output[0].Value<double>("IndividualAccuracyWith"));
        Assert.Equal(result.Output[1].Value<int[]>("Predictions"), result.Output[0].Child("WithBatchNorm").Value<int[]>("Predictions"));
    }

    [Fact]
    public void No_single_images_are_predicted_unless_asked_for()
    {
        PSObject comparison = module.Run($"Compare-BatchNorm {Quick}").Only();

        Assert.Null(comparison.Property("IndividualAccuracyWith"));
        Assert.Empty(comparison.Child("WithBatchNorm").Value<int[]>("Predictions"));
    }

    [Fact]
    public void More_single_predictions_than_test_images_are_an_error_before_training() =>
        Assert.Equal("InvalidSettings", module.Run($"Compare-BatchNorm {Quick} -IndividualPredictions 241").ErrorId());

    [Fact]
    public void A_comparison_that_became_texts_is_run_again_as_it_was()
    {
        // What Export-Csv and Import-Csv make of the properties: texts, empty ones where there was no value.
        ScriptResult result = module.Run($$"""
            $c = Compare-BatchNorm {{Quick}} -Name Mine -IndividualPredictions 20
            $row = [pscustomobject]@{}
            $c.psobject.Properties | ForEach-Object { $row.psobject.Properties.Add([psnoteproperty]::new($_.Name, "$($_.Value)")) }
            $c
            $row | Compare-BatchNorm -DatasetPath $tiny
            """);

        result.ThrowIfFailed();
        Assert.Equal("Mine", result.Output[1].Value<string>("Name"));
        Assert.All(["TestAccuracyWith", "IndividualAccuracyWith", "BatchOrderHash", "UseBatchStatistics"], property =>
            Assert.Equal(result.Output[0].Property(property), result.Output[1].Property(property)));
        Assert.All(["PublishedTestAccuracyWithout", "PublishedTestAccuracyWith", "PublishedIndividualAccuracyWith"], property =>
            Assert.Null(result.Output[1].Property(property)));
    }

    [Fact]
    public void A_named_comparison_has_a_view_of_its_own() =>
        Assert.Equal(
            ["BatchNorm.Experiments.BatchNormComparison#Named", "BatchNorm.Experiments.BatchNormComparison"],
            module.Run($"Compare-BatchNorm {Quick} -Name Mine").Only().TypeNames.Take(2));

    [Fact]
    public void A_diverged_run_is_part_of_the_comparison()
    {
        PSObject comparison = module.Run("Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 20,20 -BadWeights -LearningRate 1e30 -TrainingBatches 10 -BatchesPerSample 5").Only();

        Assert.True(comparison.Child("WithoutBatchNorm").Value<bool>("Diverged"));
    }

    [Fact]
    public void Stopping_a_grid_that_would_take_days_ends_it_and_the_session_goes_on()
    {
        module.Session.RunUntilProgressThenStop(
            $"Compare-BatchNorm -DatasetPath '{module.Tiny.Folder}' -Seed (1..50) -TrainingBatches 100000000 -BatchesPerSample 100000000");

        module.Run($"Compare-BatchNorm {Quick}").ThrowIfFailed();
    }
}
