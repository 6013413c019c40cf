using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class NewNetworkTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    [Fact]
    public void Initial_weights_have_the_lessons_defaults()
    {
        PSObject weights = module.Run("New-InitialWeight").Only();

        Assert.Equal([100, 100, 100], weights.Value<int[]>("HiddenLayer"));
        Assert.Equal(0.05, weights.Value<double>("WeightScale"));
        Assert.Equal(4, weights.Value<object[]>("Matrices").Length);
    }

    [Fact]
    public void Two_networks_can_start_from_the_same_weights()
    {
        ScriptResult result = module.Run("""
            $w = New-InitialWeight -HiddenLayer 20 -Seed 3
            $w | New-NeuralNet
            New-NeuralNet -InitialWeight $w -BatchNorm
            """);

        Assert.Equal(["Without Batch Norm", "With Batch Norm"], result.Output.Select(net => net.Value<string>("Name")));
        Assert.All(result.Output, net => Assert.Equal(3, net.Value<int>("Seed")));
    }

    [Fact]
    public void A_network_can_be_named_and_shaped_without_drawing_weights_first()
    {
        PSObject net = module.Run("New-NeuralNet -HiddenLayer 30,20 -Activation Tanh -Name mine -WeightScale 0.1 -Seed 9").Only();

        Assert.Equal("mine", net.Value<string>("Name"));
        Assert.Equal([30, 20], net.Value<int[]>("HiddenLayer"));
        Assert.Equal("Tanh", net.Value<string>("Activation"));
    }

    [Fact]
    public void What_an_engine_cannot_do_is_refused_at_once()
    {
        ScriptResult result = module.Run("New-NeuralNet -BatchNorm -Engine Simd -Implementation Layer; 'next'");

        Assert.Equal("InvalidSettings", result.ErrorId());
        Assert.Contains("Torch", result.Error().Exception.Message, StringComparison.Ordinal);
        Assert.Equal("next", result.Output.Single().ToString());
    }

    [Theory]
    [InlineData("New-InitialWeight -HiddenLayer 100,0")]
    [InlineData("New-InitialWeight -HiddenLayer 1000000000")]
    [InlineData("New-InitialWeight -HiddenLayer @()")]
    [InlineData("New-InitialWeight -WeightScale 0")]
    [InlineData("New-InitialWeight -WeightScale ([double]::NaN)")]
    [InlineData("New-NeuralNet -Rows 0")]
    [InlineData("New-NeuralNet -Classes 1")]
    [InlineData("New-InitialWeight -Classes 257")]
    [InlineData("New-NeuralNet -Epsilon 0")]
    [InlineData("New-NeuralNet -Decay 1")]
    [InlineData("New-NeuralNet -Activation Nonsense")]
    public void Values_out_of_range_are_refused_at_binding(string script) =>
        Assert.IsAssignableFrom<ParameterBindingException>(module.Run(script).Error().Exception);

    [Theory]
    [InlineData("New-NeuralNet -Activation ", "ReLU", "Softplus")]
    [InlineData("New-NeuralNet -Engine ", "Auto", "Torch")]
    [InlineData("New-NeuralNet -Architecture ", "FullyConnected", "Convolutional")]
    [InlineData("New-NeuralNet -Implementation ", "Layer", "Equations")]
    [InlineData("Compare-BatchNorm -Placement ", "BeforeActivation", "AfterActivation")]
    [InlineData("Compare-BatchNorm -Dataset ", "Auto", "Synthetic", "FashionMnist", "EmnistBalanced")]
    [InlineData("Save-Dataset -Name ", "Mnist", "KMnist")]
    [InlineData("Compare-BatchNorm -Activation ", "GELU", "ELU")]
    public void Closed_sets_of_values_complete_with_tab(string typed, params string[] expected)
    {
        ScriptResult result = module.Run($"[System.Management.Automation.CommandCompletion]::CompleteInput('{typed}', {typed.Length}, $null).CompletionMatches.CompletionText");

        Assert.Subset(result.Output.Select(match => match.ToString()).ToHashSet(), expected.ToHashSet());
    }
}
