using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class SelectBestRunTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public SelectBestRunTests(ModuleFixture module)
    {
        _module = module;
        module.Run("""
            if (-not $c) {
                $global:quick = @{ DatasetPath = $tiny; HiddenLayer = 20; TrainingBatches = 60; BatchesPerSample = 10; ThrottleLimit = 1 }
                $global:c = @(Compare-BatchNorm -LearningRate 0.01, 0.1, 1E30 -Activation ReLU, Sigmoid @quick)
                $global:runs = $c.ForEach{ $_.WithoutBatchNorm; $_.WithBatchNorm }
            }
            """).ThrowIfFailed();
    }

    [Fact]
    public void The_run_itself_is_picked_and_those_that_diverged_are_not()
    {
        Assert.Equal(true, _module.Run("""
            $best = $runs | Select-BestRun -WarningAction Ignore
            $others = $runs.Where{ -not $_.Diverged }
            $better = $others.Where{ $_.ValidationAccuracy -gt $best.ValidationAccuracy }
            $others.Count -lt $runs.Count -and $better.Count -eq 0 -and $others -contains $best
            """).Only().BaseObject);
    }

    [Fact]
    public void Comparisons_stand_for_their_runs()
    {
        Assert.Equal(true, _module.Run("($c | Select-BestRun ValidationLoss) -eq ($runs | Select-BestRun ValidationLoss)").Only().BaseObject);
    }

    [Fact]
    public void A_run_is_picked_for_each_group()
    {
        ScriptResult result = _module.Run("$c | Select-BestRun ValidationLoss -GroupBy Activation, UseBatchNorm");

        result.ThrowIfFailed();
        Assert.Equal(
            ["ReLU False", "ReLU True", "Sigmoid False", "Sigmoid True"],
            result.Output.Select(run => $"{run.Property("Activation")} {run.Property("UseBatchNorm")}"));
    }

    [Fact]
    public void Ties_are_named_and_the_first_is_taken()
    {
        ScriptResult result = _module.Run("$one = $runs.Where{ -not $_.Diverged }[0]; $other = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($one)); $other.FinalParametersHash = 'f' * 64; $one, $one, $other | Select-BestRun");

        Assert.Equal("Without Batch Norm", result.Value<string>("Name"));
        Assert.StartsWith("2 runs are equally good", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_in_which_all_diverged_is_an_error_and_the_others_are_picked()
    {
        ScriptResult result = _module.Run("$c | Where-Object Activation -eq ReLU | ForEach-Object WithoutBatchNorm | Select-BestRun ValidationLoss -GroupBy LearningRate");

        Assert.Equal("AllDiverged", result.ErrorId());
        Assert.Null(result.Terminating);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void Runs_of_different_data_are_not_compared_unless_apart()
    {
        const string Mixed = "$other = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($runs[0])); $other.DatasetHash = 'another'; $runs[0], $other";

        Assert.Equal("MixedDatasets", _module.Run($"{Mixed} | Select-BestRun").ErrorId());
        Assert.Equal(2, _module.Run($"{Mixed} | Select-BestRun -GroupBy DatasetHash").Output.Count);
    }

    [Theory]
    [InlineData("$runs | Select-BestRun -GroupBy Colour", "InvalidSettings")]
    [InlineData("'nothing' | Select-BestRun", "NoRun")]
    public void What_cannot_be_done_is_an_error(string script, string id)
    {
        Assert.Equal(id, _module.Run(script).ErrorId());
    }

    [Fact]
    public void Names_of_groups_complete()
    {
        Assert.Equal(
            ["LearningRate"],
            _module.Run("(TabExpansion2 'Select-BestRun -GroupBy Lear' 28).CompletionMatches.CompletionText").Output.Select(name => $"{name}"));
    }
}
