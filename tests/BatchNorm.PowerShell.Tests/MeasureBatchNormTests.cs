using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class MeasureBatchNormTests : IClassFixture<ModuleFixture>
{
    private static readonly string[] UnknownForOneSeed =
        ["StandardDeviationWith", "MeanLowWith", "MeanHighWithout", "SuccessRateLowWith", "DifferenceLow", "WilcoxonP"];

    private readonly ModuleFixture _module;

    public MeasureBatchNormTests(ModuleFixture module)
    {
        _module = module;
        module.Run("""
            if (-not $c) {
                $global:quick = @{ DatasetPath = $tiny; HiddenLayer = 20; TrainingBatches = 60; BatchesPerSample = 10; LearningRate = 0.1 }
                $global:c = @(Compare-BatchNorm -Seed (1..4) @quick -ThrottleLimit 1)
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
    public void Repeats_become_one_measurement_of_their_settings()
    {
        PSObject measurement = _module.Run("$c | Measure-BatchNorm").Only();

        Assert.Equal("ReLU", measurement.Value<string>("Activation"));
        Assert.Equal(0.1, measurement.Value<double>("LearningRate"));
        Assert.Equal("20", measurement.Value<string>("HiddenLayer"));
        Assert.Equal(60, measurement.Value<int>("TrainingBatches"));
        Assert.Equal("Simd", measurement.Value<string>("Engine"));
        Assert.Equal(_module.Tiny.Name, measurement.Value<string>("Dataset"));
        Assert.Equal("1..4", measurement.Value<string>("Seeds"));
        Assert.Equal(4, measurement.Value<int>("Count"));
    }

    [Fact]
    public void The_numbers_are_those_of_the_comparisons()
    {
        PSObject[] comparisons = [.. _module.Run("$c").Output];
        double[] with = [.. comparisons.Select(comparison => comparison.Value<double>("TestAccuracyWith"))];
        double[] without = [.. comparisons.Select(comparison => comparison.Value<double>("TestAccuracyWithout"))];
        double threshold = with.Order().ElementAt(1);

        PSObject measurement = _module.Run($"$c | Measure-BatchNorm -Threshold {System.FormattableString.Invariant($"{threshold:R}")}").Only();

        Assert.Equal(with.Average(), measurement.Value<double>("MeanWith"), 1e-12);
        Assert.Equal(without.Average(), measurement.Value<double>("MeanWithout"), 1e-12);
        Assert.Equal(with.Average() - without.Average(), measurement.Value<double>("Difference"), 1e-9);
        Assert.InRange(measurement.Value<double>("Difference"), measurement.Value<double>("DifferenceLow"), measurement.Value<double>("DifferenceHigh"));
        Assert.Equal(with.Count(accuracy => accuracy >= threshold) / 4.0, measurement.Value<double>("SuccessRateWith"));
        Assert.InRange(measurement.Value<double>("WilcoxonP"), 0.125, 1);
    }

    [Fact]
    public void Steps_are_counted_to_the_accuracy_asked_for()
    {
        PSObject measurement = _module.Run("$c | Measure-BatchNorm -Accuracy 0").Only();

        Assert.Equal(0, measurement.Value<double>("MedianStepsWith"));
        Assert.Equal(4, measurement.Value<int>("ReachedCountWithout"));
        Assert.Null(_module.Run("$c | Measure-BatchNorm -Accuracy 1").Only().Property("MedianStepsWithout"));
    }

    [Fact]
    public void A_grid_becomes_a_measurement_a_combination_in_the_order_it_came()
    {
        ScriptResult result = _module.Run("Compare-BatchNorm -Activation Tanh,ReLU -Seed 1,2 @quick -ThrottleLimit 1 | Measure-BatchNorm");

        result.ThrowIfFailed();
        Assert.Equal(["Tanh", "ReLU"], result.Output.Select(measurement => measurement.Value<string>("Activation")));
        Assert.All(result.Output, measurement => Assert.Equal("1,2", measurement.Value<string>("Seeds")));
    }

    [Fact]
    public void P_is_corrected_for_all_groups_of_a_call()
    {
        ScriptResult result = _module.Run("$c + @(Compare-BatchNorm -Activation Tanh -Seed 1, 2 @quick -ThrottleLimit 1) | Measure-BatchNorm");

        result.ThrowIfFailed();
        Assert.All(result.Output, measurement => Assert.Equal(2, measurement.Value<int>("FamilySize")));
        Assert.All(result.Output, measurement => Assert.True(measurement.Value<double>("HolmP") >= measurement.Value<double>("WilcoxonP")));
        Assert.Equal(1, _module.Run("$c | Measure-BatchNorm").Only().Value<int>("FamilySize"));
    }

    [Fact]
    public void Settings_that_are_not_grouped_by_are_averaged_seed_by_seed()
    {
        ScriptResult result = _module.Run("$global:two = Compare-BatchNorm -Activation Tanh, ReLU -LearningRate 0.1, 1 -Seed 1, 2 -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 20 -ThrottleLimit 1; $two | Measure-BatchNorm -GroupBy activation");

        result.ThrowIfFailed();
        Assert.Equal(["Tanh", "ReLU"], result.Output.Select(measurement => measurement.Value<string>("Group")));
        Assert.All(result.Output, measurement => Assert.Equal(("learning rate 0.1, 1", 2, 2), (measurement.Value<string>("Pooled"), measurement.Value<int>("PooledCount"), measurement.Value<int>("Count"))));
        Assert.Equal(2, result.Warnings.Count); // of two seeds p says nothing
    }

    [Theory]
    [InlineData("Seed")]
    [InlineData("UseBatchNorm")]
    [InlineData("Colour")]
    public void What_makes_no_groups_is_refused(string name) => Assert.Equal("InvalidSettings", _module.Run($"$c | Measure-BatchNorm -GroupBy {name}").ErrorId());

    [Fact]
    public void One_seed_is_measured_with_a_warning_and_without_intervals()
    {
        ScriptResult result = _module.Run("$c[2] | Measure-BatchNorm");

        PSObject measurement = result.Only();
        Assert.Equal("3", measurement.Value<string>("Seeds"));
        Assert.All(UnknownForOneSeed, property => Assert.Null(measurement.Property(property)));
        string warning = Assert.Single(result.Warnings);
        Assert.Contains("no interval", warning, StringComparison.Ordinal);
        Assert.Contains("ReLU, hidden layers 20, learning rate 0.1", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_are_no_pair_are_measured_with_a_warning()
    {
        ScriptResult result = _module.Run("$row = $c[3] | row; $row.IsPaired = 'False'; $c[0], $c[1], $row | Measure-BatchNorm");

        Assert.Equal(3, result.Only().Value<int>("Count"));
        Assert.Contains("seed 4 are not known to have started from the same weights", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Experiments_with_a_name_are_groups_of_their_own_beside_what_was_published()
    {
        ScriptResult result = _module.Run("""
            $named = 'In7', 'In8' | ForEach-Object { [pscustomobject] @{ Name = $_; PublishedTestAccuracyWith = 0.98 } } |
                Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 20 -TrainingBatches 20 -BatchesPerSample 10 -Seed 1, 2 -ThrottleLimit 1
            $named | Measure-BatchNorm
            """);

        result.ThrowIfFailed();
        Assert.Equal(["In7", "In8"], result.Output.Select(measurement => measurement.Value<string>("Name")));
        Assert.All(result.Output, measurement => Assert.EndsWith("#Named", measurement.TypeNames[0], StringComparison.Ordinal));
        Assert.All(result.Output, measurement => Assert.Equal(0.98, measurement.Value<double>("PublishedTestAccuracyWith")));
    }

    [Fact]
    public void Different_data_in_one_group_is_refused_and_other_groups_go_on()
    {
        ScriptResult result = _module.Run("""
            $other = Compare-BatchNorm -Seed 5 -Dataset Synthetic -HiddenLayer 20 -TrainingBatches 60 -BatchesPerSample 10 -LearningRate 0.1
            $tanh = Compare-BatchNorm -Activation Tanh -Seed 1,2 @quick
            $c[0], $other, $tanh[0], $tanh[1] | Measure-BatchNorm
            """);

        Assert.Equal("Tanh", Assert.Single(result.Output).Value<string>("Activation"));
        Assert.Equal("MixedDatasets", result.ErrorId());
        Assert.Equal(ErrorCategory.InvalidData, result.Error().CategoryInfo.Category);
        Assert.Contains("Synthetic", result.Error().Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Group-Object Dataset", result.Error().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_run_twice_is_counted_once_with_a_warning()
    {
        ScriptResult result = _module.Run("$c + $c[1] | Measure-BatchNorm");

        Assert.Equal(4, result.Only().Value<int>("Count"));
        Assert.Contains("seed 2 is counted once", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_with_different_results_is_refused()
    {
        ScriptResult result = _module.Run("$changed = $c[1] | row; $changed.TestAccuracyWith = '0.5'; $c + $changed | Measure-BatchNorm");

        Assert.Empty(result.Output);
        Assert.Equal("ConflictingRepeats", result.ErrorId());
        Assert.Contains("Seed 2", result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Serialized_comparisons_measure_the_same_and_the_measurement_survives_too()
    {
        ScriptResult result = _module.Run("""
            function again($objects) {
                [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($objects))
            }
            $live = $c | Measure-BatchNorm
            $live
            again $c | Measure-BatchNorm
            again $live
            """);

        result.ThrowIfFailed();
        string[] texts = [.. result.Output.Select(Text)];
        Assert.Equal(3, texts.Length);
        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(texts[0], texts[2]);
    }

    [Fact]
    public void Rows_of_a_table_are_measured_but_for_what_takes_the_runs()
    {
        ScriptResult live = _module.Run("$c | Measure-BatchNorm");
        ScriptResult rows = _module.Run("$c | row | Measure-BatchNorm");

        Assert.Empty(rows.Warnings);
        Assert.Null(rows.Only().Property("DivergedCountWith"));
        Assert.Equal(Text(live.Only(), "DivergedCountWith", "DivergedCountWithout"), Text(rows.Only(), "DivergedCountWith", "DivergedCountWithout"));
    }

    [Fact]
    public void Rows_of_a_table_do_not_know_their_steps_to_other_accuracies_and_say_so()
    {
        ScriptResult result = _module.Run("$c | row | Measure-BatchNorm -Accuracy 0.95");

        Assert.Null(result.Only().Property("MedianStepsWith"));
        Assert.Null(result.Only().Property("ReachedCountWith"));
        Assert.Contains("Export-Clixml", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_a_row_gives_in_words_or_leaves_empty_are_read_as_they_were()
    {
        PSObject usual = _module.Run("$c[0] | row | Measure-BatchNorm").Only();
        PSObject unusual = _module.Run("$row = $c[0] | row; $row.SkipPopulationUpdate = 'True'; $row.Implementation = 'Equations'; $row | Measure-BatchNorm").Only();

        Assert.Equal((false, null), (usual.Value<bool>("SkipPopulationUpdate"), usual.Property("Implementation")));
        Assert.Equal((true, "Equations"), (unusual.Value<bool>("SkipPopulationUpdate"), unusual.Value<string>("Implementation")));
    }

    [Fact]
    public void Numbers_that_a_German_session_wrote_are_read_there()
    {
        PSObject measurement = _module.Run("""
            $before = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = [cultureinfo] 'de-DE'
                $rows = foreach ($row in $c | row) {
                    foreach ($column in 'LearningRate', 'WeightScale', 'TestAccuracyWith', 'TestAccuracyWithout') { $row.$column = $row.$column.Replace('.', ',') }
                    $row
                }
                $rows | Measure-BatchNorm
            }
            finally { [cultureinfo]::CurrentCulture = $before }
            """).Only();

        Assert.Equal(0.1, measurement.Value<double>("LearningRate"));
        Assert.Equal(_module.Run("$c | Measure-BatchNorm").Value<double>("MeanWith"), measurement.Value<double>("MeanWith"), 1e-12);
    }

    [Theory]
    [InlineData("$row.TestAccuracyWith = 'NaN'", "TestAccuracyWith")]
    [InlineData("$row.TestAccuracyWithout = '95.1'", "TestAccuracyWithout")]
    [InlineData("$row.LearningRate = ''", "LearningRate")]
    [InlineData("$row.Activation = 'Nothing'", "Activation")]
    [InlineData("$row.SkipPopulationUpdate = 'perhaps'", "SkipPopulationUpdate")]
    [InlineData("$row.psobject.Properties.Remove('StepsTo90With')", "StepsTo90With")]
    public void A_row_that_is_not_whole_is_an_error_that_names_the_column(string damage, string column)
    {
        ScriptResult result = _module.Run($"$row = $c[3] | row; {damage}; $c[0], $c[1], $row | Measure-BatchNorm");

        Assert.Equal(2, Assert.Single(result.Output).Value<int>("Count"));
        Assert.Equal("IncompleteComparison", result.ErrorId());
        Assert.EndsWith($": {column}.", result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_is_no_comparison_is_an_error_and_the_others_are_measured()
    {
        ScriptResult result = _module.Run("$c[0], 'nothing', $c[1] | Measure-BatchNorm");

        Assert.Equal(2, Assert.Single(result.Output).Value<int>("Count"));
        Assert.Equal("NoComparison", result.ErrorId());
        Assert.Equal("NoComparison", _module.Run("$c[0].WithBatchNorm | Measure-BatchNorm").ErrorId());
    }

    [Fact]
    public void Comparisons_can_be_given_by_name_all_at_once() =>
        Assert.Equal(4, _module.Run("Measure-BatchNorm -InputObject $c").Value<int>("Count"));

    [Fact]
    public void A_list_is_measured_as_the_pipeline_would_bring_it() => Assert.Equal(2, _module.Run("""
        $null = Compare-BatchNorm @quick -Seed 1, 2 -OutVariable list
        Measure-BatchNorm -InputObject $list
        """).Only().Value<int>("Count"));

    [Fact]
    public void A_wrong_item_is_one_short_error()
    {
        ScriptResult result = _module.Run("Measure-BatchNorm -InputObject $c[0], ('x' * 1000), $c[1]");

        Assert.Equal(2, Assert.Single(result.Output).Value<int>("Count"));
        Assert.InRange(Assert.Single(result.Errors).Exception.Message.Length, 1, 200);
    }

    [Fact]
    public void Different_data_of_one_name_is_refused_and_two_names_of_one_dataset_are_not()
    {
        ScriptResult result = _module.Run("""
            $rows = $c | row
            $rows[1].DatasetHash = 'f' * 64
            $rows[0], $rows[1] | Measure-BatchNorm
            $rows[2].Dataset = 'Idx: copy'
            $rows[2], $rows[3] | Measure-BatchNorm
            """);

        Assert.Equal("MixedDatasets", result.ErrorId());
        Assert.Contains($"{_module.Tiny.Name} (ffffffff)", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Equal("3,4", Assert.Single(result.Output).Value<string>("Seeds"));
    }

    [Theory]
    [InlineData("-ConfidenceLevel 95")]
    [InlineData("-ConfidenceLevel 0")]
    [InlineData("-ConfidenceLevel NaN")]
    [InlineData("-Threshold 90")]
    [InlineData("-Threshold NaN")]
    [InlineData("-Accuracy -1")]
    public void Percentages_and_other_slips_are_refused_at_binding(string arguments) =>
        Assert.Equal("ParameterArgumentValidationError", _module.Run($"$c | Measure-BatchNorm {arguments}").ErrorId());

    /// <summary>All properties of a measurement but some, in words.</summary>
    private static string Text(PSObject measurement) => Text(measurement, []);

    private static string Text(PSObject measurement, params string[] without) => string.Join(
        ", ", measurement.Properties.Where(property => !without.Contains(property.Name)).Select(property => $"{property.Name} {property.Value}"));
}
