using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell.Sweeps;

/// <summary>Cmdlets that take comparisons take a sweep in their place, and say where it is not done.</summary>
public sealed class SweepInputTests(SweepModule module) : IClassFixture<SweepModule>
{
    private const string Half = "2 of 4 comparisons are done, 1 failed.";

    [Theory]
    [InlineData("Get-BatchNormSweep $sweep")]
    [InlineData("Get-BatchNormSweep $sweep -Cell")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-BatchNormSweep $sweep)))")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize(@(Get-BatchNormSweep $sweep -Cell)))")]
    public void A_half_done_sweep_is_measured_as_far_as_it_is(string get)
    {
        string sweep = HalfDone();

        ScriptResult result = module.Run(sweep, $"{get} | Measure-BatchNorm");

        Assert.Equal(2, result.Only().Value<int>("Count"));
        Assert.Contains($"{Half} What is not done is left out.", result.Warnings);
    }

    [Fact]
    public void A_report_and_plots_of_a_half_done_sweep_say_so()
    {
        string sweep = HalfDone();

        ScriptResult result = module.Run(sweep, """
            Get-BatchNormSweep $sweep | Export-BatchNormReport $out/half.html
            Get-BatchNormSweep $sweep | Export-AccuracyPlot $out/half.svg
            Get-BatchNormSweep $sweep | Export-ActivationPlot $out/traced.svg
            'half.html', 'half.svg', 'traced.svg' | ForEach-Object { [IO.File]::ReadAllText("$out/$_") }
            """);

        result.ThrowIfFailed();
        Assert.All(result.Output, page => Assert.Contains(Half, page.ToString(), StringComparison.Ordinal));
        Assert.Equal(3, result.Warnings.Count(warning => warning.Contains(Half, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_overview_shows_which_cells_failed_and_which_are_not_done()
    {
        string sweep = module.Make("-Seed 1");
        module.Run(sweep, $"Invoke-BatchNormSweep $sweep; New-BatchNormSweep -Path $sweep {SweepModule.Quick} -Seed 3 -Activation Tanh; New-BatchNormSweep -Path $sweep {SweepModule.Quick} -Seed 4 -Activation Sigmoid").ThrowIfFailed();
        module.Fail(sweep, seed: 4, "It was too much.");

        ScriptResult result = module.Run(sweep, "Get-BatchNormSweep $sweep | Export-SweepPlot $out/cells.svg; [IO.File]::ReadAllText(\"$out/cells.svg\")");

        string svg = result.Only().ToString();
        Assert.Contains("1 of 3 comparisons are done, 1 failed.", svg, StringComparison.Ordinal);
        Assert.Contains(">failed</text>", svg, StringComparison.Ordinal);
        Assert.Contains(">not done</text>", svg, StringComparison.Ordinal);
        Assert.Contains("Activation Sigmoid: failed.", svg, StringComparison.Ordinal);
        Assert.Contains("Activation Tanh: not done yet.", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_sweep_that_is_done_nothing_is_said_and_cells_can_be_chosen()
    {
        string sweep = module.Make("-Seed 1, 2, 3");

        ScriptResult result = module.Run(sweep, """
            $null = Invoke-BatchNormSweep $sweep
            Get-BatchNormSweep $sweep -Cell | Where-Object Seed -NE 2 | Measure-BatchNorm
            Get-BatchNormSweep $sweep | Select-BestRun
            Get-BatchNormSweep $sweep | Export-BatchNormReport $out/whole.html
            [IO.File]::ReadAllText("$out/whole.html").Contains('class="note"')
            """);

        result.ThrowIfFailed();
        Assert.Equal("1,3", result.Output[0].Value<string>("Seeds"));
        Assert.Equal("False", result.Output[2].ToString());
        Assert.DoesNotContain(result.Warnings, warning => warning.Contains("are done", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_nothing_is_done_yet_both_are_said()
    {
        string sweep = module.Make();

        ScriptResult result = module.Run(sweep, "Get-BatchNormSweep $sweep | Export-BatchNormReport $out/none.html");

        Assert.Contains(result.Warnings, warning => warning.StartsWith("0 of 2 comparisons are done.", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, warning => warning.StartsWith("Nothing came in", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sweep_that_is_gone_is_an_error()
    {
        string sweep = module.Make();

        ErrorRecord error = module.Run(sweep, """
            $status = Get-BatchNormSweep $sweep
            [IO.Directory]::Delete($sweep, $true)
            $status | Measure-BatchNorm
            """).Error();

        Assert.StartsWith("NotASweep", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private string HalfDone()
    {
        string sweep = module.Make("-Seed 1, 2 -TraceActivation");
        module.Run(sweep, $"Invoke-BatchNormSweep $sweep; New-BatchNormSweep -Path $sweep {SweepModule.Quick} -Seed 3, 4 -TraceActivation").ThrowIfFailed();
        module.Fail(sweep, seed: 4, "It was too much.");
        return sweep;
    }
}
