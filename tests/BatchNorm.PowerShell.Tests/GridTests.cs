using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>The settings that Compare-BatchNorm takes several values of, each an axis of its grid.</summary>
public sealed class GridTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Quick = "-DatasetPath $tiny -TrainingBatches 6 -BatchesPerSample 2 -BatchSize 20 -LearningRate 0.1";

    [Fact]
    public void Epsilon_and_decay_are_axes_and_change_the_normalized_network_alone()
    {
        PSObject[] grid = Run($"Compare-BatchNorm {Quick} -HiddenLayer 8 -Epsilon 0.001, 0.1 -Decay 0.9, 0.99");

        Assert.Equal(
            [(0.001, 0.9), (0.001, 0.99), (0.1, 0.9), (0.1, 0.99)],
            grid.Select(comparison => (comparison.Value<double>("Epsilon"), comparison.Value<double>("Decay"))));
        Assert.Equal(4, grid.Select(comparison => comparison.Value<string>("FinalParametersHashWith")).Distinct().Count());
        Assert.Single(grid.Select(comparison => comparison.Value<string>("FinalParametersHashWithout")).Distinct());
    }

    /// <summary>What differs in one setting stays apart wherever it goes.</summary>
    [Fact]
    public void Two_epsilons_are_told_apart_in_plots_tables_reports_and_files()
    {
        ScriptResult result = module.Run($$"""
            $epsilons = Compare-BatchNorm {{Quick}} -HiddenLayer 8 -Epsilon 0.001, 0.1 -Seed 1, 2
            $rows = foreach ($comparison in $epsilons) {
                $row = [ordered] @{}
                foreach ($property in $comparison.psobject.Properties) { $row[$property.Name] = "$($property.Value)" }
                [pscustomobject] $row # as Export-Csv and Import-Csv leave it
            }
            $epsilons.WithBatchNorm | Export-AccuracyPlot $out/epsilons.svg -Band Range | Out-Null
            $epsilons | Export-BatchNormReport $out/epsilons.html | Out-Null
            $epsilons | Measure-BatchNorm
            $rows | Measure-BatchNorm
            [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($epsilons, 4)) | Measure-BatchNorm
            """);

        result.ThrowIfFailed();
        Assert.Equal([0.001, 0.1, 0.001, 0.1, 0.001, 0.1], result.Output.Select(measurement => measurement.Value<double>("Epsilon")));
        Assert.All(result.Output, measurement => Assert.Equal(2, measurement.Value<int>("Count")));
        foreach (string page in (string[])["epsilons.svg", "epsilons.html"])
        {
            string text = File.ReadAllText(module.Out(page));
            Assert.Contains("epsilon 0.001", text, StringComparison.Ordinal);
            Assert.Contains("epsilon 0.1", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("8,6", "8,6")]
    [InlineData("'8,6'", "8,6")]
    [InlineData("(8,6), (5)", "8,6 5")]
    [InlineData("(8,6), 5", "8,6 5")]
    [InlineData("'8,6', '5'", "8,6 5")]
    [InlineData("@(,@(8,6) + ,@(5))", "8,6 5")]
    public void Widths_and_depths_are_an_axis(string given, string networks) => Assert.Equal(
        networks.Split(' '), Run($"Compare-BatchNorm {Quick} -HiddenLayer {given}").Select(comparison => comparison.Value<string>("HiddenLayer")));

    [Fact]
    public void Architectures_are_an_axis_and_each_has_what_is_usual_for_it() => Assert.Equal(
        [("FullyConnected", "ReLU", "100,100,100"), ("Convolutional", "ReLU", "120,84"), ("Recurrent", "Tanh", "100")],
        Run("Compare-BatchNorm -DatasetPath $tiny -TrainingBatches 1 -BatchesPerSample 1 -BatchSize 4 -Architecture FullyConnected, Convolutional, Recurrent")
            .Select(comparison => (comparison.Value<string>("Architecture"), comparison.Value<string>("Activation"), comparison.Value<string>("HiddenLayer"))));

    [Fact]
    public void A_setting_that_one_architecture_has_not_is_an_error_of_its_cells_alone()
    {
        ScriptResult result = module.Run(
            $"Compare-BatchNorm {Quick} -HiddenLayer 6 -Architecture FullyConnected, Convolutional -KernelSize 3 -FeatureMaps 2 -Seed 1, 2");

        Assert.Contains("FeatureMaps is a setting of Convolutional networks; FullyConnected ones have none", result.Error().Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["Convolutional", "Convolutional"], result.Output.Select(comparison => comparison.Value<string>("Architecture")));
    }

    [Theory]
    [InlineData("FullyConnected -Engine Simd")]
    [InlineData("FullyConnected -Engine Torch")]
    [InlineData("Convolutional -FeatureMaps 2")]
    [InlineData("Recurrent")]
    public void Optimizers_are_an_axis_in_every_architecture_and_engine(string network)
    {
        PSObject[] grid = Run($"Compare-BatchNorm -DatasetPath $tiny -TrainingBatches 3 -BatchesPerSample 1 -BatchSize 10 -LearningRate 0.01 -HiddenLayer 5 "
            + $"-Architecture {network} -Optimizer SGD, Momentum, Nesterov, RMSProp, Adam");

        Assert.Equal(
            [("SGD", null), ("Momentum", 0.9), ("Nesterov", 0.9), ("RMSProp", 0.9), ("Adam", 0.9)],
            grid.Select(comparison => (comparison.Value<string>("Optimizer"), (double?)comparison.Property("Momentum"))));
        Assert.Equal(5, grid.Select(comparison => comparison.Value<string>("FinalParametersHashWith")).Distinct().Count());
        Assert.Equal(5, grid.Select(comparison => comparison.Value<string>("FinalParametersHashWithout")).Distinct().Count());
    }

    [Fact]
    public void Momentums_are_an_axis_and_none_is_plain_descent()
    {
        PSObject[] grid = Run($"Compare-BatchNorm {Quick} -HiddenLayer 8 -Optimizer Momentum -Momentum 0, 0.5; Compare-BatchNorm {Quick} -HiddenLayer 8");

        Assert.Equal([0.0, 0.5, null], grid.Select(comparison => (double?)comparison.Property("Momentum")));
        Assert.Equal(grid[2].Value<double>("TestAccuracyWith"), grid[0].Value<double>("TestAccuracyWith"));
        Assert.NotEqual(grid[0].Value<string>("FinalParametersHashWith"), grid[1].Value<string>("FinalParametersHashWith"));
    }

    [Theory]
    [InlineData("-Momentum 0.5", "SGD has no momentum")]
    [InlineData("-Optimizer Adam -Momentum 1", "momentum")]
    [InlineData("-Optimizer Adam -Momentum -0.1", "momentum")]
    [InlineData("-Optimizer Adagrad", "SGD, Momentum, Nesterov, RMSProp, Adam")]
    public void A_momentum_or_an_optimizer_that_is_none_is_refused_in_words(string arguments, string message) => Assert.Contains(
        message, module.Run($"Compare-BatchNorm {Quick} {arguments}").Error().Exception.Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void One_network_is_trained_by_an_optimizer_too()
    {
        PSObject run = Assert.Single(Run($"New-NeuralNet -HiddenLayer 8 -BatchNorm | Invoke-Training {Quick} -Optimizer Nesterov -Momentum 0.8"));

        Assert.Equal(("Nesterov", 0.8), (run.Value<string>("Optimizer"), run.Value<double>("Momentum")));
    }

    private PSObject[] Run(string script)
    {
        ScriptResult result = module.Run(script);
        result.ThrowIfFailed();
        return [.. result.Output];
    }
}
