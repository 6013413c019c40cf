using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class UpdatePopulationStatisticTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Trained =
        "$net = New-NeuralNet -HiddenLayer 20 -BatchNorm -SkipPopulationUpdate; $null = $net | Invoke-Training -DatasetPath $tiny -TrainingBatches 60 -LearningRate 0.1;";

    [Fact]
    public void A_network_trained_without_them_infers_with_them_as_well_as_with_those_of_the_images()
    {
        ScriptResult result = module.Run($$"""
            {{Trained}}
            $net | Update-PopulationStatistic -DatasetPath $tiny
            ($net | Test-Network -DatasetPath $tiny).Accuracy
            ($net | Test-Network -DatasetPath $tiny -UseBatchStatistics).Accuracy
            """);

        result.ThrowIfFailed();
        Assert.Equal(2, result.Output.Count);
        Assert.Equal((double)result.Output[1].BaseObject, (double)result.Output[0].BaseObject, 0.1);
        Assert.True((double)result.Output[0].BaseObject > 0.5);
    }

    [Fact]
    public void PassThru_writes_the_network_and_a_run_that_kept_its_own_brings_it()
    {
        ScriptResult result = module.Run("""
            $c = Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 5 -KeepNetwork
            [object]::ReferenceEquals(($c.WithBatchNorm | Update-PopulationStatistic -DatasetPath $tiny -BatchCount 2 -PassThru), $c.WithBatchNorm.Network)
            """);

        Assert.Equal(true, result.Only().BaseObject);
    }

    [Fact]
    public void The_seed_and_the_number_of_batches_choose_the_images()
    {
        ScriptResult result = module.Run($$"""
            {{Trained}}
            foreach ($more in @{}, @{ Seed = 1 }, @{ Seed = 2 }, @{ BatchCount = 1 }, @{ BatchSize = 30 }) {
                $null = $net | Update-PopulationStatistic -DatasetPath $tiny @more
                ($net | Test-Network -DatasetPath $tiny).Loss
            }
            """);

        result.ThrowIfFailed();
        double[] losses = [.. result.Output.Select(output => (double)output.BaseObject)];
        Assert.Equal(losses[0], losses[1]); // the seed of the weights is 1
        Assert.Equal(4, losses.Distinct().Count());
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        ScriptResult result = module.Run($$"""
            {{Trained}}
            ($net | Test-Network -DatasetPath $tiny).Loss
            $net | Update-PopulationStatistic -DatasetPath $tiny -PassThru -WhatIf
            ($net | Test-Network -DatasetPath $tiny).Loss
            """);

        result.ThrowIfFailed();
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(result.Output[0].BaseObject, result.Output[1].BaseObject);
    }

    [Fact]
    public void A_network_that_normalizes_nothing_is_an_error_and_those_behind_it_get_theirs()
    {
        ScriptResult result = module.Run($"{Trained} (New-NeuralNet -HiddenLayer 5 -Name plain), $net | Update-PopulationStatistic -DatasetPath $tiny -PassThru");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal(("InvalidSettings", ErrorCategory.InvalidArgument), (result.ErrorId(), error.CategoryInfo.Category));
        Assert.StartsWith("'plain' normalizes nothing", error.Exception.Message, StringComparison.Ordinal);
        Assert.Single(result.Output);
    }

    [Theory]
    [InlineData("-BatchSize 1")]
    [InlineData("-BatchCount 0")]
    public void A_number_out_of_its_range_is_refused(string parameter) =>
        Assert.StartsWith("ParameterArgument", module.Run($"New-NeuralNet -HiddenLayer 5 -BatchNorm | Update-PopulationStatistic -DatasetPath $tiny {parameter}").ErrorId(), StringComparison.Ordinal);

    [Fact]
    public void Ctrl_C_ends_it_and_leaves_the_network_as_it_was()
    {
        module.Run($"{Trained} $global:kept = $net; $global:loss = ($net | Test-Network -DatasetPath $tiny).Loss").ThrowIfFailed();

        module.Session.RunUntilProgressThenStop($"$kept | Update-PopulationStatistic -DatasetPath '{module.Tiny.Folder}' -BatchCount 1000000000");

        Assert.Equal(true, module.Run("($kept | Test-Network -DatasetPath $tiny).Loss -eq $loss").Only().BaseObject);
    }
}
