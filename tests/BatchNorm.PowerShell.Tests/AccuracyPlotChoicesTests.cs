using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>What Export-AccuracyPlot can be asked to draw.</summary>
public sealed class AccuracyPlotChoicesTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public AccuracyPlotChoicesTests(ModuleFixture module)
    {
        _module = module;
        module.Run("if (-not $c) { $global:c = @(Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 20 -BatchesPerSample 5 -Seed 1,2 -LearningRate 0.01,1 -ThrottleLimit 1) }").ThrowIfFailed();
    }

    [Theory]
    [InlineData("-Metric Error", ">Validation error<", ">Training steps<")]
    [InlineData("-Metric loss -XAxis Time", ">Validation loss<", ">Training time (s)<")]
    [InlineData("-XAxis Epoch -YScale Log", ">Validation accuracy<", ">Epochs<")]
    [InlineData("-Metric Loss -Band Range -Smoothing 0.5 -XAxis Epoch", ">Validation loss<", ">Epochs<")]
    public void Axes_show_what_was_asked_for(string arguments, string vertical, string horizontal)
    {
        string svg = Drawn(arguments);

        Assert.Contains(vertical, svg, StringComparison.Ordinal);
        Assert.Contains(horizontal, svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-YRange 0.01,0.99")]
    [InlineData("-YRange '0.01','0.99'")]
    public void An_axis_that_does_not_begin_at_0_says_so(string arguments) =>
        Assert.Contains("The axis goes from 0.01 to 0.99 and does not begin at 0", Drawn(arguments), StringComparison.Ordinal);

    [Fact]
    public void Zoom_says_where_the_axis_goes()
    {
        _module.Run("$c | Where-Object LearningRate -EQ 0.01 | Export-AccuracyPlot $out/zoom.svg -Zoom -Metric Error").ThrowIfFailed();

        Assert.Contains("The axis goes from ", File.ReadAllText(_module.Out("zoom.svg")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-PanelBy None", 0)]
    [InlineData("-PanelBy none", 0)]
    [InlineData("-PanelBy @()", 0)]
    [InlineData("-PanelBy learningrate", 2)]
    [InlineData("-PanelBy Seed,LearningRate", 4)]
    public void Panels_are_made_by_settings_or_all_is_in_one(string arguments, int titled)
    {
        string svg = Drawn(arguments);

        Assert.Equal(titled, svg.Split('\n').Count(line => line.Contains("<text", StringComparison.Ordinal) && line.Contains("font-weight=\"600\"", StringComparison.Ordinal)) - 1);
    }

    [Fact]
    public void Colours_tell_a_setting_and_the_legend_its_values() =>
        Assert.Contains("8 curves, which the legend tells by their kinds", Drawn("-PanelBy None -ColorBy LearningRate"), StringComparison.Ordinal);

    [Theory]
    [InlineData("-PanelBy Speed", "InvalidSettings", "cannot be grouped by 'Speed'")]
    [InlineData("-PanelBy None,Seed", "InvalidSettings", "cannot be grouped by 'None'")]
    [InlineData("-ColorBy ''", "ParameterArgumentValidationError", "")]
    [InlineData("-ColorBy Speed", "InvalidSettings", "cannot be grouped by 'Speed'")]
    [InlineData("-YRange 1,0.9", "InvalidSettings", "its upper end must lie above the lower one")]
    [InlineData("-YRange 1", "ParameterArgumentValidationError", "")]
    [InlineData("-YRange 0,([double]::NaN)", "InvalidSettings", "Give two finite numbers")]
    [InlineData("-YRange 0,1 -Zoom", "InvalidSettings", "both say where the vertical axis goes")]
    [InlineData("-YRange 2,3", "InvalidPlot", "Give a range that holds some of them")]
    [InlineData("-YRange 0,1 -YScale Log", "InvalidPlot", "A logarithmic axis has no place for 0")]
    [InlineData("-Metric Speed", "ParameterArgumentTransformationError", "Loss")]
    public void What_cannot_be_drawn_is_one_sentence_and_no_file(string arguments, string id, string words)
    {
        ErrorRecord error = _module.Run($"$c | Export-AccuracyPlot $out/refused.svg {arguments}").Error();

        Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(words, error.Exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_module.Out("refused.svg")));
    }

    [Fact]
    public void Runs_know_their_training_set_through_a_file_and_old_ones_are_still_drawn_over_steps()
    {
        ErrorRecord error = _module.Run("""
            $revived = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($c[0].WithBatchNorm))
            $revived | Export-AccuracyPlot $out/new.svg -XAxis Epoch
            $old = [pscustomobject] @{}
            foreach ($property in $revived.PSObject.Properties) { if ($property.Name -ne 'TrainingImages') { $old.PSObject.Properties.Add([psnoteproperty]::new($property.Name, $property.Value)) } }
            $old | Export-AccuracyPlot $out/steps.svg
            $old | Export-AccuracyPlot $out/epochs.svg -XAxis Epoch
            """).Error();

        Assert.StartsWith("InvalidPlot", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("does not know how many images it was trained on", error.Exception.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_module.Out("new.svg")) && File.Exists(_module.Out("steps.svg")));
        Assert.False(File.Exists(_module.Out("epochs.svg")));
    }

    [Theory]
    [InlineData("-PanelBy N", "None Name")]
    [InlineData("-PanelBy Seed,Lea", "LearningRate")]
    [InlineData("-ColorBy Use", "UseBatchNorm UseBatchStatistics")]
    [InlineData("-Metric L", "Loss")]
    public void Tab_completes_names(string typed, string expected)
    {
        string line = $"Export-AccuracyPlot x.png {typed}";
        PSObject found = _module.Run($"(TabExpansion2 '{line}' {line.Length}).CompletionMatches.CompletionText -join ' '").Only();

        Assert.Equal(expected, found.ToString());
    }

    private string Drawn(string arguments)
    {
        _module.Run($"$c | Export-AccuracyPlot $out/choice.svg {arguments}").ThrowIfFailed();
        return File.ReadAllText(_module.Out("choice.svg"));
    }
}
