using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>What Get-Help and completion show of the module, imported from the repository.</summary>
public sealed class HelpTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    [Fact]
    public void Get_Help_shows_every_cmdlet_whole()
    {
        ScriptResult result = module.Run("Get-Command -Module BatchNorm -CommandType Cmdlet | ForEach-Object { Get-Help $_.Name -Full }");

        result.ThrowIfFailed();
        Assert.True(result.Output.Count >= 13);
        Assert.All(result.Output, help =>
        {
            Assert.False(help.Value<string>("Synopsis").StartsWith($"\n{help.Property("Name")} ", StringComparison.Ordinal), $"{help.Property("Name")} has its syntax for a synopsis.");
            Assert.NotEmpty(Many(help, "description"));
            Assert.True(Many(help.Child("examples"), "example").Length >= 3);
            Assert.NotEmpty(Many(help.Child("inputTypes"), "inputType"));
            Assert.NotEmpty(Many(help.Child("returnValues"), "returnValue"));
            Assert.NotEmpty(Many(help.Child("relatedLinks"), "navigationLink"));
            Assert.All(Many(help.Child("parameters"), "parameter"), parameter => Assert.NotEmpty(Many(parameter, "description")));
        });
    }

    [Fact]
    public void Get_Help_shows_what_there_is_to_know_of_a_parameter()
    {
        PSObject parameter = module.Run("Get-Help Compare-BatchNorm -Parameter LearningRate").Only();

        Assert.StartsWith("The step size of the optimizer", Many(parameter, "description")[0].Value<string>("Text"), StringComparison.Ordinal);
        Assert.Equal("0.01; Recurrent: 0.001", parameter.Value<string>("defaultValue"));
        Assert.Equal("1", parameter.Value<string>("position"));
        Assert.Equal("True (ByPropertyName)", parameter.Value<string>("pipelineInput"));
    }

    [Fact]
    public void Get_Help_shows_what_the_values_of_a_parameter_mean()
    {
        PSObject parameter = module.Run("Get-Help New-NeuralNet -Parameter Activation").Only();

        PSObject tanh = Many(parameter.Child("possibleValues"), "possibleValue")[2];
        Assert.Equal("Tanh", tanh.Value<string>("value"));
        Assert.Equal("tanh(x)", Many(tanh, "description")[0].Value<string>("Text"));
    }

    [Theory]
    [InlineData("about_BatchNorm")]
    [InlineData("about_BatchNorm_Settings")]
    [InlineData("about_BatchNorm_Sweeps")]
    [InlineData("about_BatchNorm_Reproducibility")]
    public void Get_Help_shows_the_topic(string topic)
    {
        PSObject help = module.Run($"Get-Help {topic}").Only();

        Assert.StartsWith($"TOPIC\n    {topic}\n", help.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(".", help.Value<string>("Synopsis"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-Help Save-MnistDataset", "Save-Dataset")]
    [InlineData("Get-Help 'Compare-Batch*'", "Compare-BatchNorm")]
    public void Help_is_found_by_other_names(string call, string cmdlet) => Assert.Equal(cmdlet, module.Run(call).Only().Value<string>("Name"));

    [Fact]
    public void Help_is_shown_in_every_language()
    {
        ScriptResult result = module.Run("""
            $ui = [cultureinfo]::CurrentUICulture
            try {
                [cultureinfo]::CurrentUICulture = 'de-DE'
                (Get-Help Test-Network).Synopsis
            }
            finally { [cultureinfo]::CurrentUICulture = $ui }
            """);

        Assert.StartsWith("Tests networks", result.Only().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Compare-BatchNorm -Batc", "BatchSize", "Images a step")]
    [InlineData("Export-AccuracyPlot -Wi", "Width", "Pixels across")]
    [InlineData("New-NeuralNet -Eng", "Engine", "What computes")]
    public void Completion_tells_what_a_parameter_is(string typed, string parameter, string text)
    {
        ScriptResult result = module.Run($"$typed = '{typed}'; (TabExpansion2 $typed $typed.Length).CompletionMatches | Where-Object ListItemText -eq {parameter}");

        Assert.Contains($"{parameter} - {text}", result.Value<string>("ToolTip"), StringComparison.Ordinal);
    }

    private static PSObject[] Many(PSObject source, string property) => source.Property(property) switch
    {
        null => [],
        PSObject { BaseObject: PSObject[] several } => several,
        PSObject[] several => several,
        object one => [PSObject.AsPSObject(one)],
    };
}
