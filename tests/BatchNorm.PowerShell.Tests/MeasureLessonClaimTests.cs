using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;
using Microsoft.PowerShell.Commands;

namespace BatchNorm.PowerShell;

public sealed class MeasureLessonClaimTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public MeasureLessonClaimTests(ModuleFixture module)
    {
        _module = module;
        module.Run("""
            if (-not $seven) {
                $global:few = @{ DatasetPath = $tiny; TrainingBatches = 6; BatchesPerSample = 3; Seed = 1..2 }
                $global:seven = Get-LessonExperiment -Group Claims | Compare-BatchNorm @few
            }
            """).ThrowIfFailed();
    }

    [Fact]
    public void Every_claim_is_an_object_with_both_sides_an_effect_and_a_verdict_in_words()
    {
        ScriptResult result = _module.Run("$seven | Measure-LessonClaim -Accuracy 0.3 -Threshold 0.3");

        result.ThrowIfFailed();
        Assert.Equal(
            ["Speed", "Rates", "Weights", "Activations", "Depth", "Regularization", "Results"],
            result.Output.Select(claim => claim.Value<string>("Name")));
        Assert.All(result.Output, claim => Assert.Matches("^(Holds|Does not hold|Cannot be told)[.] [A-Z]", claim.Value<string>("Sentence")));
        Assert.Equal([1, 10, 9, 8, 7, 1, 5], result.Output.Select(claim => claim.Value<System.Collections.ICollection>("Points").Count));
    }

    [Theory]
    [InlineData("$back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($seven)); $back")]
    [InlineData("$sweep = \"$out/seven\"; $null = Get-LessonExperiment -Group Claims | New-BatchNormSweep -Path $sweep @few; $null = Invoke-BatchNormSweep $sweep -DatasetPath $tiny; Get-LessonExperiment -Group Claims | Compare-BatchNorm @few -SweepPath $sweep")]
    public void What_comes_back_from_a_file_or_a_sweep_shows_the_same(string back)
    {
        ScriptResult live = _module.Run("$seven | Measure-LessonClaim -Accuracy 0.3 | ForEach-Object { \"$($_.Name) $($_.Without) $($_.With) $($_.Verdict)\" }");
        ScriptResult read = _module.Run($"& {{ {back} }} | Measure-LessonClaim -Accuracy 0.3 | ForEach-Object {{ \"$($_.Name) $($_.Without) $($_.With) $($_.Verdict)\" }}");

        read.ThrowIfFailed();
        Assert.Equal(live.Output.Select(text => text.ToString()), read.Output.Select(text => text.ToString()));
    }

    /// <summary>Two seeds of a claim with training accuracies: each is refused, and the rest is measured and drawn as ever.</summary>
    [Theory]
    [InlineData("Db N=\"TrainingAccuracy\"", "NaN", 2)]
    [InlineData("Db N=\"TrainingAccuracy\"", "-3", 2)]
    [InlineData("Db N=\"Accuracy\"", "NaN", 0)]
    [InlineData("TS N=\"Elapsed\"", "PT0S", 0)]
    public void Numbers_of_a_damaged_file_are_refused_or_told_and_end_nothing_else(string property, string value, int refused)
    {
        ScriptResult result = _module.Run($$"""
            $text = [System.Management.Automation.PSSerializer]::Serialize($seven) -replace '(?<=<{{property}}>)[^<]+', '{{value}}'
            $damaged = [System.Management.Automation.PSSerializer]::Deserialize($text)
            $text.Contains('<{{property}}>{{value}}<')
            ($damaged | Measure-LessonClaim -Accuracy 0.3 -Threshold 0.3).Name
            $damaged | Export-LessonClaimPlot $out/damaged.svg -Accuracy 0.3 -Threshold 0.3
            """);

        Assert.Null(result.Terminating);
        Assert.Equal(
            ["True", "Speed", "Rates", "Weights", "Activations", "Depth", .. refused > 0 ? [] : (string[])["Regularization"], "Results"],
            result.Output.Select(output => output.ToString()));
        Assert.Equal(2 * refused, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("IncompleteComparison,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Fact]
    public void The_rows_of_a_table_are_drawn_as_far_as_they_are_measured()
    {
        _module.Session.Run("Import-Module -Assembly $utility", ("utility", typeof(ExportCsvCommand).Assembly)).ThrowIfFailed();

        ScriptResult result = _module.Run("$seven | Export-Csv $out/seven.csv; (Import-Csv $out/seven.csv | Export-LessonClaimPlot $out/rows.svg -PassThru).Name");

        result.ThrowIfFailed();
        Assert.Equal("rows.svg", result.Only().ToString());
    }

    [Fact]
    public void Only_the_claims_named_are_measured_and_drawn()
    {
        ScriptResult result = _module.Run("($seven | Measure-LessonClaim -Name depth, Rates).Name; ($seven | Export-LessonClaimPlot $out/depth.svg -Name Depth -PassThru).Name");

        result.ThrowIfFailed();
        Assert.Empty(result.Warnings);
        Assert.Equal(["Rates", "Depth", "depth.svg"], result.Output.Select(output => output.ToString()));
    }

    [Fact]
    public void Comparisons_of_no_claim_are_left_out_with_one_warning()
    {
        ScriptResult result = _module.Run("$seven + (Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1 -Seed 1, 2) | Measure-LessonClaim");

        result.ThrowIfFailed();
        Assert.Equal(7, result.Output.Count);
        Assert.StartsWith("2 comparisons are of none of the claims and are left out", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_mixed_is_an_error_and_the_other_claims_are_measured()
    {
        ScriptResult result = _module.Run("$seven + (Get-LessonExperiment Speed | Compare-BatchNorm @few -BatchSize 30) | Measure-LessonClaim");

        Assert.Equal(6, result.Output.Count);
        Assert.Equal("MixedClaim", result.ErrorId());
        Assert.Equal(ErrorCategory.InvalidData, result.Error().CategoryInfo.Category);
    }

    [Fact]
    public void What_is_no_comparison_is_an_error_and_nothing_is_nothing()
    {
        Assert.Equal("NoComparison", _module.Run("Get-LessonExperiment Speed | Measure-LessonClaim").ErrorId());
        Assert.Empty(_module.Run("@() | Measure-LessonClaim").Output);
    }

    [Theory]
    [InlineData("png", "\u0089PNG")]
    [InlineData("svg", "<")]
    public void The_claims_are_drawn(string extension, string magic)
    {
        PSObject file = _module.Run($"$seven | Export-LessonClaimPlot $out/seven.{extension} -Accuracy 0.3 -Threshold 0.3 -PassThru").Only();

        Assert.Equal(magic.Select(c => (byte)c), File.ReadAllBytes(file.Value<string>("FullName")).Take(magic.Length));
    }

    [Fact]
    public void A_plot_of_no_claim_is_an_error_and_strangers_are_told()
    {
        ScriptResult none = _module.Run("Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1 | Export-LessonClaimPlot $out/none.png");
        ScriptResult mixed = _module.Run("$seven + (Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1) | Export-LessonClaimPlot $out/some.png -Title Mine");

        Assert.Equal("InvalidPlot", none.ErrorId());
        mixed.ThrowIfFailed();
        Assert.StartsWith("1 of ", Assert.Single(mixed.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_draws_nothing() => Assert.Empty(_module.Run("$seven | Export-LessonClaimPlot $out/whatif.png -WhatIf -PassThru").Output);
}
