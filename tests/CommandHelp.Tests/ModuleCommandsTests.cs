using CommandHelp.Commands;

namespace CommandHelp;

public sealed class ModuleCommandsTests(ModuleHelp help)
{
    [Theory]
    [InlineData("Measure-BatchNorm", "Threshold", "0.9")] // of the property
    [InlineData("Compare-BatchNorm", "LearningRate", "0.01; Recurrent: 0.001")] // of the table of settings
    [InlineData("Compare-BatchNorm", "ThrottleLimit", "the number of processors")] // in words, because machines differ
    [InlineData("New-InitialWeight", "HiddenLayer", "100, 100, 100")]
    [InlineData("Export-AccuracyPlot", "NoClobber", "False")]
    [InlineData("Test-Network", "RestoreFrom", "")]
    public void A_parameter_has_its_default(string command, string parameter, string value) =>
        Assert.Equal(value, help.Parameter(command, parameter).Default);

    [Fact]
    public void A_parameter_of_a_closed_set_has_its_values_and_what_they_mean()
    {
        Assert.Equal(new AcceptedValue("Tanh", "tanh(x)"), help.Parameter("New-NeuralNet", "Activation").Values[2]);
        Assert.Contains(help.Parameter("Save-Dataset", "Name").Values, value => value.Value == "KMnist" && value.Description.Length > 0);
        Assert.Empty(help.Parameter("Save-Dataset", "Path").Values);
    }

    [Fact]
    public void A_parameter_has_what_PowerShell_knows_of_it()
    {
        Parameter network = help.Parameter("Test-Network", "Network");
        Assert.True(network.IsMandatory);
        Assert.Equal(0, network.Position);
        Assert.Equal("True (ByValue, ByPropertyName)", network.PipelineInput);
        Assert.Equal("NeuralNet[]", network.TypeName);

        Parameter kernel = help.Parameter("New-NeuralNet", "KernelSize");
        Assert.Null(kernel.Position);
        Assert.Equal("False", kernel.PipelineInput);
        Assert.Equal("Int32", kernel.TypeName);

        Assert.Equal(["FullName"], help.Parameter("Test-Network", "RestoreFrom").Aliases);
        Assert.True(help.Parameter("Get-LessonExperiment", "Name").TakesWildcards);
        Assert.True(help.Parameter("Compare-BatchNorm", "InputObject").IsHidden);
        Assert.False(help.Parameter("Measure-BatchNorm", "InputObject").IsHidden);
    }

    [Fact]
    public void Positional_and_mandatory_parameters_come_first_and_hidden_ones_last()
    {
        Assert.Equal(["Path", "InputObject", "Title"], help.Command("Export-BatchNormReport").ParameterSets.Single().Parameters.Take(3).Select(parameter => parameter.Name));
        Assert.Equal("InputObject", help.Command("Compare-BatchNorm").Parameters[^1].Name);
    }
}
