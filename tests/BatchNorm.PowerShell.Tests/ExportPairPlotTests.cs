using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class ExportPairPlotTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public ExportPairPlotTests(ModuleFixture module)
    {
        _module = module;
        module.Run("""
            if (-not $g) {
                $quick = @{ DatasetPath = $tiny; HiddenLayer = 8; TrainingBatches = 20; BatchesPerSample = 10; ThrottleLimit = 1 }
                $global:g = @(Compare-BatchNorm -Activation ReLU, Tanh -Seed (1..3) @quick)
            }
            """).ThrowIfFailed();
    }

    [Theory]
    [InlineData("png", "\u0089PNG")]
    [InlineData("jpg", "\u00ff\u00d8")]
    [InlineData("webp", "RIFF")]
    [InlineData("svg", "<")]
    public void The_extension_tells_the_format(string extension, string magic)
    {
        PSObject file = _module.Run($"$g | Export-PairPlot $out/pairs.{extension} -Width 600 -Title Mine -PassThru").Only();

        Assert.Equal(magic.Select(c => (byte)c), File.ReadAllBytes(file.Value<string>("FullName")).Take(magic.Length));
    }

    [Fact]
    public void Every_group_is_a_panel_without_against_with()
    {
        _module.Run("$g | Export-PairPlot $out/panels.svg").ThrowIfFailed();

        string svg = File.ReadAllText(_module.Out("panels.svg"));
        Assert.Contains(">ReLU<", svg, StringComparison.Ordinal);
        Assert.Contains(">Tanh<", svg, StringComparison.Ordinal);
        Assert.Contains("with \u2212 without", svg, StringComparison.Ordinal);
        Assert.Contains("Holm p = ", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_of_runs_are_drawn_against_each_other()
    {
        _module.Run("$g.WithBatchNorm | Export-PairPlot $out/groups.svg -GroupBy Activation -Reference ReLU -ConfidenceLevel 0.9").ThrowIfFailed();

        string svg = File.ReadAllText(_module.Out("groups.svg"));
        Assert.Contains(">Tanh against ReLU<", svg, StringComparison.Ordinal);
        Assert.Contains("90 % interval", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forest_has_a_row_a_group()
    {
        _module.Run("$g | Export-PairPlot $out/forest.svg -Kind forest").ThrowIfFailed();

        Assert.Contains(">mean [interval]<", File.ReadAllText(_module.Out("forest.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_serialized_and_rows_of_a_table_draw_the_same_picture()
    {
        _module.Run("""
            $g | Export-PairPlot $out/live.png
            $text = [System.Management.Automation.PSSerializer]::Serialize($g)
            [System.Management.Automation.PSSerializer]::Deserialize($text) | Export-PairPlot $out/revived.png
            $g | Select-Object * -ExcludeProperty WithBatchNorm, WithoutBatchNorm | Export-PairPlot $out/rows.png
            """).ThrowIfFailed();

        Assert.Equal(File.ReadAllBytes(_module.Out("live.png")), File.ReadAllBytes(_module.Out("revived.png")));
        Assert.Equal(File.ReadAllBytes(_module.Out("live.png")), File.ReadAllBytes(_module.Out("rows.png")));
    }

    [Fact]
    public void A_run_by_itself_is_no_pair_and_the_others_are_drawn()
    {
        ScriptResult result = _module.Run("$g[0].WithBatchNorm, $g[1] | Export-PairPlot $out/some.svg -PassThru");

        Assert.Single(result.Output);
        Assert.Equal("NoPair", result.ErrorId());
        Assert.Contains("-GroupBy", result.Error().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$g | Export-PairPlot $out/none.svg -GroupBy Colour", "InvalidSettings")]
    [InlineData("$g | Export-PairPlot $out/none.svg -GroupBy Activation -Reference GELU", "InvalidSettings")]
    [InlineData("$g | Export-PairPlot $out/none.svg -GroupBy Optimizer", "InvalidSettings")]
    [InlineData("'nothing' | Export-PairPlot $out/none.svg", "NoAccuracies")]
    [InlineData("$g | Export-PairPlot $out/none.bmp", "UnknownPictureFormat")]
    [InlineData("$g | Export-PairPlot $out/nowhere/none.svg", "PathNotFound")]
    public void Nothing_is_written_where_something_is_wrong(string script, string error)
    {
        Assert.Equal(error, _module.Run(script).ErrorId());
        Assert.False(File.Exists(_module.Out("none.svg")));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        _module.Run("$g | Export-PairPlot $out/whatif.svg -WhatIf").ThrowIfFailed();

        Assert.False(File.Exists(_module.Out("whatif.svg")));
    }
}
