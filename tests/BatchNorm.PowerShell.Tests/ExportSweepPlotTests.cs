using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;
using Microsoft.PowerShell.Commands;

namespace BatchNorm.PowerShell;

public sealed class ExportSweepPlotTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public ExportSweepPlotTests(ModuleFixture module)
    {
        _module = module;
        module.Session.Run("Import-Module -Assembly $utility", ("utility", typeof(ExportCsvCommand).Assembly)).ThrowIfFailed();
        module.Run("""
            if (-not $c) { $global:c = @(Compare-BatchNorm ReLU, Tanh -LearningRate 0.1, 1 -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 20 -BatchesPerSample 5 -Seed 1,2 -ThrottleLimit 1) }
            """).ThrowIfFailed();
    }

    [Theory]
    [InlineData("", "Test accuracy with batch norm")]
    [InlineData("-Kind HeatMap -X activation -Y LEARNINGRATE", "Difference: with \u2212 without")]
    [InlineData("-Outcome 'StepsWith, SuccessRateWith' -Accuracy 0.2 -Threshold 0.3", "Median steps to 20 % with batch norm")]
    [InlineData("-Outcome SuccessRateWithout -Threshold 0.3", "Runs without batch norm that reach 30 %")]
    [InlineData("-Kind ParallelCoordinates", "Accuracy without")]
    [InlineData("-Kind Importance", "Learning rate \u00d7 activation")]
    public void Every_kind_is_drawn_and_says_what_it_shows(string arguments, string text) =>
        Assert.Contains($">{text}</text>", Drawn($"$c | Export-SweepPlot $out/kind.svg {arguments}", "kind.svg"), StringComparison.Ordinal);

    [Fact]
    public void Rows_of_a_table_and_what_was_serialized_draw_the_same_picture()
    {
        string live = Drawn("$c | Export-SweepPlot $out/live.svg", "live.svg");
        string rows = Drawn("$c | Export-Csv $out/c.csv; Import-Csv $out/c.csv | Export-SweepPlot $out/rows.svg", "rows.svg");
        string revived = Drawn(
            "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($c)) | Export-SweepPlot $out/revived.svg", "revived.svg");

        Assert.Equal(live, rows);
        Assert.Equal(live, revived);
    }

    [Fact]
    public void A_run_alone_is_an_error_and_the_comparisons_are_drawn()
    {
        ScriptResult result = _module.Run("$c[0], $c[1].WithBatchNorm, $c[2], 'nothing' | Export-SweepPlot $out/mixed.svg -PassThru");

        Assert.Single(result.Output);
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("NoComparison", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Fact]
    public void A_setting_that_there_is_none_of_is_refused_with_those_there_are()
    {
        ErrorRecord error = _module.Run("$c | Export-SweepPlot $out/none.svg -X Colour").Error();

        Assert.Contains("LearningRate", error.Exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_module.Out("none.svg")));
    }

    [Theory]
    [InlineData("-Kind Importance -X Seed", "NoHeatMap")]
    [InlineData("-X Seed -Y Seed", "InvalidPlot")]
    public void Axes_that_make_no_picture_are_an_error(string arguments, string id)
    {
        Assert.Equal(id, _module.Run($"$c | Export-SweepPlot $out/axes.svg {arguments}").ErrorId());
        Assert.False(File.Exists(_module.Out("axes.svg")));
    }

    [Fact]
    public void The_names_of_settings_complete()
    {
        ScriptResult result = _module.Run("(TabExpansion2 'Export-SweepPlot -X Lear' 24).CompletionMatches.CompletionText");

        Assert.Equal("LearningRate", result.Only().ToString());
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        _module.Run("$c | Export-SweepPlot $out/whatif.png -WhatIf").ThrowIfFailed();

        Assert.False(File.Exists(_module.Out("whatif.png")));
    }

    private string Drawn(string script, string file)
    {
        _module.Run(script).ThrowIfFailed();
        return File.ReadAllText(_module.Out(file));
    }
}
