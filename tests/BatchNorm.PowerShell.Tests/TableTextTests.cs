using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>What the objects that the module writes show in a table or a CSV file, which have a text for every property.</summary>
public sealed class TableTextTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Everything = """
        $w = New-InitialWeight -HiddenLayer 8,6
        $net = $w | New-NeuralNet -BatchNorm
        $run = $net | Invoke-Training -DatasetPath $tiny -TrainingBatches 4 -BatchesPerSample 2 -Trace Activation, Gradient, DeadUnits, Gamma, Statistics, Landscape
        $tested = $net | Test-Network -DatasetPath $tiny -IndividualPredictions 3
        $c = Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 4 -BatchesPerSample 2 -TraceActivation -IndividualPredictions 3
        $m = $c | Measure-BatchNorm -WarningAction SilentlyContinue
        $pooled = $c | Measure-BatchNorm -GroupBy Activation -WarningAction SilentlyContinue
        $compared = $c | Compare-RunGroup UseBatchNorm -WarningAction SilentlyContinue
        $claim = $c | Test-BatchNormClaim -By -1
        $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), [guid]::NewGuid())
        $sweep = $c | New-BatchNormSweep -Path $folder -DatasetPath $tiny
        $cells = Get-BatchNormSweep $folder -Cell
        $worked = Invoke-BatchNormSweep $folder -DatasetPath $tiny
        [IO.Directory]::Delete($folder, $true)
        """;

    [Fact]
    public void No_property_of_any_object_shows_the_name_of_a_type()
    {
        ScriptResult result = module.Run($"""
            {Everything}
            $w; $net; $run; $run.Samples[0]; $run.ActivationSamples[0]; $run.LayerSamples[0]; $run.LandscapeSamples[0]; $tested; $c; $m; $pooled; $compared; $claim; $sweep; $cells; $worked; Get-LessonExperiment In4
            """);
        ScriptResult types = module.Run("(Get-Command -Module BatchNorm).OutputType.Name");

        result.ThrowIfFailed();
        Assert.Superset(
            types.Output.Select(name => name.ToString()!).Where(name => name.StartsWith("BatchNorm.", StringComparison.Ordinal)).ToHashSet(),
            result.Output.Select(output => output.BaseObject.GetType().FullName!).ToHashSet());
        Assert.All(result.Output, output => Assert.All(output.Properties, property =>
        {
            string text = property.Value?.ToString() ?? "";
            Assert.DoesNotContain("BatchNorm.", text, StringComparison.Ordinal);
            Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
        }));
    }

    [Theory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void Lists_show_what_they_hold_in_every_culture(string culture)
    {
        ScriptResult result = module.Run(Cultures.In(culture, $"""
            {Everything}
            $run.Samples.ToString()
            $net.HiddenLayer.ToString()
            $w.Matrices.ToString()
            (Get-LessonExperiment In5).Groups.ToString()
            """));

        result.ThrowIfFailed();
        Assert.Matches(@"^0: 0\.\d{4}, 2: 0\.\d{4}$", result.Output[0].ToString());
        Assert.Equal(["8, 6", "784 x 8, 8 x 6, 6 x 10", "Comparisons, GoodWeights, ReLU, Short"], result.Output.Skip(1).Select(text => text.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$run = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($run))")]
    public void Lists_are_used_like_arrays_live_and_deserialized(string again)
    {
        ScriptResult result = module.Run($$"""
            {{Everything}}
            {{again}}
            $run.Samples.Count
            @($run.Samples).Count
            $run.Samples[0].Step
            $run.Samples[-1].Step
            $run.Samples[0..1].Step -join ' '
            $run.Samples.Step -join ' '
            ($run.Samples | Where-Object Step -gt 0).Step
            $(foreach ($sample in $run.Samples) { $sample.Step }) -join ' '
            "$($run.Samples)" -match '^0: [.\d]+ 2: [.\d]+$'
            """);

        result.ThrowIfFailed();
        Assert.Equal(["2", "2", "0", "2", "0 2", "0 2", "2", "0 2", "True"], result.Output.Select(output => output.ToString()));
    }
}
