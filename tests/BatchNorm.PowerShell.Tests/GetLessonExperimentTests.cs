using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class GetLessonExperimentTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Quick = "-DatasetPath $tiny -HiddenLayer 20 -TrainingBatches 10 -BatchesPerSample 5";

    [Fact]
    public void All_20_are_written_unless_some_are_asked_for() =>
        Assert.Equal(20, Names("Get-LessonExperiment").Length);

    [Theory]
    [InlineData("In5,In4", "In5 In4")]
    [InlineData("in2*", "In20 In21 In23 In24")]
    [InlineData("In4,In*", "In4 In5 In6 In7 In8 In9 In10 In11 In12 In13 In14 In15 In16 In17 In18 In19 In20 In21 In23 In24")]
    [InlineData("Out*", "")]
    [InlineData("-Group BadWeights,Sigmoid", "In15 In17 In19")]
    [InlineData("In1* -Group Short", "In10 In13")]
    [InlineData("-Group Long,Short", "")]
    [InlineData("-Group Claims", "Speed Rates Weights Activations Depth Regularization Results")]
    [InlineData("R* -Group Claims", "Rates Regularization Results")]
    [InlineData("depth,In4", "Depth In4")]
    [InlineData("*e*", "")] // a wildcard alone means the lesson's cells
    public void Names_and_groups_choose(string arguments, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Names($"Get-LessonExperiment {arguments}"));

    [Fact]
    public void Names_come_from_the_pipeline() => Assert.Equal(["In4", "In24"], Names("'In4', 'In24' | Get-LessonExperiment"));

    [Fact]
    public void An_unknown_name_is_an_error_that_lists_the_known_ones_and_the_others_go_on()
    {
        ScriptResult result = module.Run("Get-LessonExperiment In22,In4");

        Assert.Equal("In4", Assert.Single(result.Output).Value<string>("Name"));
        Assert.Equal("UnknownExperiment", result.ErrorId());
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error().CategoryInfo.Category);
        Assert.Contains("'In22'", result.Error().Exception.Message, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(4, 18).Append(23).Append(24), cell =>
            Assert.Contains($"In{cell}", result.Error().Exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-LessonExperiment in2", "In20 In21 In23 In24")]
    [InlineData("Get-LessonExperiment -Group S", "Short Sigmoid SinglePredictions")]
    public void Names_and_groups_complete_with_Tab(string line, string expected)
    {
        ScriptResult result = module.Run($"(TabExpansion2 '{line}').CompletionMatches.CompletionText");

        result.ThrowIfFailed();
        Assert.Equal(expected.Split(' '), result.Output.Select(text => text.ToString()));
    }

    [Fact]
    public void They_run_as_they_come_with_their_names()
    {
        ScriptResult result = module.Run($"Get-LessonExperiment In5,In15 | Compare-BatchNorm {Quick} -ThrottleLimit 1");

        result.ThrowIfFailed();
        Assert.Equal(
            [("In5", "ReLU", 0.01, 0.05, 5), ("In15", "Sigmoid", 0.01, 5, 15)],
            result.Output.Select(c => (
                c.Value<string>("Name"), c.Value<string>("Activation"), c.Value<double>("LearningRate"), c.Value<double>("WeightScale"), c.Value<int>("Seed"))));
    }

    [Fact]
    public void Figures_that_are_of_MNIST_are_not_shown_beside_those_of_other_data_and_a_warning_says_so_once()
    {
        ScriptResult result = module.Run($"Get-LessonExperiment In5,In15 | Compare-BatchNorm {Quick} -ThrottleLimit 1");

        Assert.All(result.Output, comparison => Assert.Null(comparison.Property("PublishedTestAccuracyWith")));
        Assert.Contains("'Mnist'", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_data_they_are_of_the_published_figures_stand_beside_their_own_at_the_lessons_length_only()
    {
        ScriptResult result = module.Run($$"""
            $settings = Get-LessonExperiment In5
            $here = (Compare-BatchNorm {{Quick}}).Dataset
            $row = [pscustomobject] @{}
            $settings.psobject.Properties | ForEach-Object { $row.psobject.Properties.Add([psnoteproperty]::new($_.Name, $_.Value)) }
            $row.Dataset = $here
            $row.HiddenLayer = '20'
            $row.TrainingBatches = 10
            $row | Compare-BatchNorm -DatasetPath $tiny -Seed 1, 2
            $row | Compare-BatchNorm -DatasetPath $tiny -TrainingBatches 9
            """);

        result.ThrowIfFailed();
        Assert.Empty(result.Warnings);
        Assert.Equal([0.9525, 0.9525, null], result.Output.Select(comparison => comparison.Property("PublishedTestAccuracyWith")));
    }

    [Fact]
    public void A_claim_is_a_grid_of_comparisons_under_its_name()
    {
        ScriptResult result = module.Run("""
            $claims = Get-LessonExperiment Depth, Activations
            $claims | ForEach-Object Count
            $made = $claims | Compare-BatchNorm -DatasetPath $tiny -TrainingBatches 2 -BatchesPerSample 1 -Seed 1, 2
            'Depth', 'Activations' | ForEach-Object { $name = $_; "$name $(@($made | Where-Object { $_.Name -eq $name }).Count)" }
            """);

        result.ThrowIfFailed();
        Assert.Empty(result.Warnings);
        Assert.Equal(["70", "80", "Depth 14", "Activations 16"], result.Output.Select(output => output.ToString()));
    }

    [Fact]
    public void What_is_given_on_the_command_line_overrides_the_experiment()
    {
        ScriptResult result = module.Run($"Get-LessonExperiment In6,In7 | Compare-BatchNorm {Quick} -Seed (1..2) -LearningRate 0.5");

        result.ThrowIfFailed();
        Assert.Equal(4, result.Output.Count);
        Assert.All(result.Output, comparison => Assert.Equal(0.5, comparison.Value<double>("LearningRate")));
        Assert.Equal(["In6 1", "In6 2", "In7 1", "In7 2"], result.Output.Select(c => $"{c.Value<string>("Name")} {c.Value<int>("Seed")}").Order());
    }

    [Fact]
    public void The_demonstrations_test_one_by_one()
    {
        ScriptResult result = module.Run("Get-LessonExperiment -Group SinglePredictions | Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 20 -LearningRate 0.5 -TrainingBatches 200 -IndividualPredictions 100 -Seed 1 -ThrottleLimit 1");

        result.ThrowIfFailed();
        PSObject wrong = result.Output[0];
        PSObject right = result.Output[1];
        Assert.True(wrong.Value<bool>("UseBatchStatistics"));
        Assert.False(right.Value<bool>("UseBatchStatistics"));
        Assert.Single(wrong.Child("WithBatchNorm").Value<int[]>("Predictions").Distinct());
        Assert.True(wrong.Value<double>("IndividualAccuracyWith") < 0.3);
        Assert.True(right.Value<double>("IndividualAccuracyWith") > 0.8);
        Assert.Equal(100, right.Child("WithoutBatchNorm").Value<int[]>("Predictions").Length);

        // Without batch normalization the choice of statistics changes nothing.
        Assert.Equal(right.Value<double>("IndividualAccuracyWithout"), wrong.Value<double>("IndividualAccuracyWithout"));
        Assert.Equal(right.Value<double>("TestAccuracyWithout"), wrong.Value<double>("TestAccuracyWithout"));
    }

    private string[] Names(string script)
    {
        ScriptResult result = module.Run(script);
        result.ThrowIfFailed();
        return [.. result.Output.Select(experiment => experiment.Value<string>("Name"))];
    }
}
