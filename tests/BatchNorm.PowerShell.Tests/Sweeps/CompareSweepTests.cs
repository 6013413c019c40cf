using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell.Sweeps;

/// <summary>Compare-BatchNorm -SweepPath: the same as without, but kept.</summary>
public sealed class CompareSweepTests(SweepModule module) : IClassFixture<SweepModule>
{
    private const string Quick = SweepModule.Quick;

    [Fact]
    public void Comparisons_are_those_of_the_memory_to_the_bit_and_in_the_same_order()
    {
        string sweep = module.NewPath();

        ScriptResult result = module.Run(sweep, $$"""
            $all = @{ BatchSize = 30 }, @{ BatchSize = 100000 }, @{ BatchSize = 10; Name = 'Mine' } | ForEach-Object { [pscustomobject] $_ }
            $arguments = @{ DatasetPath = $tiny; HiddenLayer = '8'; TrainingBatches = 6; BatchesPerSample = 2; Seed = 2, 1 }
            foreach ($path in @{}, @{ SweepPath = $sweep }) {
                ($all | Compare-BatchNorm @arguments @path 2>&1 | ForEach-Object {
                    $_ -is [Management.Automation.ErrorRecord] ? $_.FullyQualifiedErrorId.Split(',')[0] : "$($_.psobject.TypeNames[0]) $($_.BatchSize) $($_.Seed) $($_.FinalParametersHashWith) $($_.WithoutBatchNorm.Samples.Accuracy)"
                }) -join "`n"
            }
            """);

        result.ThrowIfFailed();
        Assert.Equal(result.Output[0].ToString(), result.Output[1].ToString());
        Assert.Equal(6, result.Output[0].ToString().Split('\n').Length);
        Assert.Equal(4, module.Status(sweep).Value<int>("Done"));
    }

    [Fact]
    public void What_is_there_is_read_and_only_the_rest_is_trained()
    {
        string sweep = module.NewPath();
        module.Run(sweep, $"Compare-BatchNorm {Quick} -Seed 1, 2 -SweepPath $sweep").ThrowIfFailed();
        string[] runs = Directory.GetFiles(Path.Combine(sweep, "runs"));
        DateTime[] written = [.. runs.Select(File.GetLastWriteTimeUtc)];

        ScriptResult result = module.Run(sweep, $"Compare-BatchNorm {Quick} -Seed 3, 2, 1 -SweepPath $sweep");

        result.ThrowIfFailed();
        Assert.Equal([3, 2, 1], result.Output.Select(comparison => comparison.Value<int>("Seed")));
        Assert.Equal(written, runs.Select(File.GetLastWriteTimeUtc));
        Assert.Equal(6, Directory.GetFiles(Path.Combine(sweep, "runs")).Length);
    }

    [Fact]
    public void Other_cells_of_the_folder_are_left_alone()
    {
        string sweep = module.Make("-Seed 1, 2, 3");

        ScriptResult result = module.Run(sweep, $"Compare-BatchNorm {Quick} -Seed 2 -SweepPath $sweep");

        Assert.Equal(2, result.Only().Value<int>("Seed"));
        Assert.Equal((1, 2), (module.Status(sweep).Value<int>("Done"), module.Status(sweep).Value<int>("Waiting")));
    }

    [Fact]
    public void Unordered_gives_every_comparison_once()
    {
        string sweep = module.NewPath();

        ScriptResult result = module.Run(sweep, $"Compare-BatchNorm {Quick} -Seed (1..5) -SweepPath $sweep -Unordered -ThrottleLimit 3");

        result.ThrowIfFailed();
        Assert.Equal([1, 2, 3, 4, 5], result.Output.Select(comparison => comparison.Value<int>("Seed")).Order());
    }

    [Fact]
    public void Two_that_are_asked_for_twice_are_given_twice_and_trained_once()
    {
        string sweep = module.NewPath();

        ScriptResult result = module.Run(sweep, $"Compare-BatchNorm {Quick} -Seed 1, 1 -SweepPath $sweep");

        result.ThrowIfFailed();
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(sweep, "runs")).Length);
    }

    [Fact]
    public void Interrupted_it_goes_on_where_it_was()
    {
        (string sweep, string settings) = Interrupted();
        Assert.Empty(Directory.GetFiles(Path.Combine(sweep, "leases")));

        ScriptResult result = module.Run(sweep, $"""
            (Compare-BatchNorm {settings} -SweepPath $sweep).FinalParametersHashWith
            (Compare-BatchNorm {settings}).FinalParametersHashWith
            """);

        result.ThrowIfFailed();
        Assert.Equal(result.Output[1].ToString(), result.Output[0].ToString());
    }

    /// <summary>Stops a comparison while it trains; one that was done before is too short for this machine.</summary>
    private (string Sweep, string Settings) Interrupted()
    {
        for (int batches = 10_000; ; batches *= 4)
        {
            string sweep = module.NewPath(), settings = $"-DatasetPath $tiny -HiddenLayer 8 -BatchSize 20 -LearningRate 0.1 -BatchesPerSample 1000 -TrainingBatches {batches}";
            if (module.TryRunUntilProgressThenStop(sweep, $"Compare-BatchNorm {settings} -SweepPath $sweep"))
                return (sweep, settings);
        }
    }

    [Fact]
    public void What_comes_after_the_first_that_is_wanted_is_not_waited_for()
    {
        string sweep = module.NewPath();

        ScriptResult result = module.Run(sweep, $"Compare-BatchNorm {Quick} -Seed (1..3000) -SweepPath $sweep | Select-Object -First 2");

        result.ThrowIfFailed();
        Assert.Equal(2, result.Output.Count);
        Assert.Empty(Directory.GetFiles(Path.Combine(sweep, "leases")));
    }

    [Fact]
    public void What_failed_is_tried_again()
    {
        string sweep = module.Make("-Seed 1, 2");
        module.Fail(sweep, seed: 2, "It was too much.");

        ScriptResult result = module.Run(sweep, $"Compare-BatchNorm {Quick} -Seed 1, 2 -SweepPath $sweep");

        result.ThrowIfFailed();
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void A_sweep_that_was_stopped_is_read_and_stays_stopped()
    {
        string sweep = module.Make("-Seed 1");
        module.Run(sweep, "Invoke-BatchNormSweep $sweep; Stop-BatchNormSweep $sweep").ThrowIfFailed();

        ScriptResult result = module.Run(sweep, $"Compare-BatchNorm {Quick} -Seed 1, 2 -SweepPath $sweep");

        result.ThrowIfFailed();
        Assert.Single(result.Output);
        Assert.Contains("1 comparison is not done. Start-BatchNormSweep", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.True(module.Status(sweep).Value<bool>("IsStopped"));
    }

    [Fact]
    public void A_damaged_run_is_told_and_trained_again_at_once()
    {
        string sweep = module.Make("-Seed 1, 2");
        module.Run(sweep, "Invoke-BatchNormSweep $sweep").ThrowIfFailed();
        foreach (string run in Directory.GetFiles(Path.Combine(sweep, "runs")))
            File.WriteAllText(run, "");

        ScriptResult result = module.Run(sweep, $"Compare-BatchNorm {Quick} -Seed 1, 2 -SweepPath $sweep");

        result.ThrowIfFailed();
        Assert.Equal((2, 4), (result.Output.Count, result.Warnings.Count));
    }

    [Fact]
    public void Networks_are_not_kept_in_a_sweep() => Assert.Equal(
        "KeepNetworkUnused", module.Run(module.NewPath(), $"Compare-BatchNorm {Quick} -SweepPath $sweep -KeepNetwork").ErrorId());

    [Fact]
    public void Other_data_than_the_sweeps_is_refused()
    {
        string sweep = module.Make();
        using var other = new TinyDataset(rows: 8, columns: 8);

        Assert.Equal("OtherData", module.Run(sweep, $"Compare-BatchNorm -SweepPath $sweep -DatasetPath '{other.Folder}'").ErrorId());
    }

    [Fact]
    public void Where_nothing_can_be_trained_there_is_no_folder()
    {
        string sweep = module.NewPath();

        Assert.Equal("InvalidSettings", module.Run(sweep, "Compare-BatchNorm -SweepPath $sweep -DatasetPath $tiny -KernelSize 3").ErrorId());

        Assert.False(Directory.Exists(sweep));
    }
}
