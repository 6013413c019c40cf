using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell.Sweeps;

public sealed class ReceiveBatchNormSweepTests(SweepModule module) : IClassFixture<SweepModule>
{
    [Fact]
    public void What_is_done_comes_in_the_order_of_the_cells_as_real_objects()
    {
        string sweep = module.Make("-Seed 3, 1, 2 -Name Mine");

        ScriptResult result = module.Run(sweep, "$null = Invoke-BatchNormSweep $sweep; Receive-BatchNormSweep $sweep");

        result.ThrowIfFailed();
        Assert.Equal([3, 1, 2], result.Output.Select(comparison => comparison.Value<int>("Seed")));
        Assert.All(result.Output, comparison => Assert.Equal(
            ["BatchNorm.Experiments.BatchNormComparison#Named", "BatchNorm.Experiments.BatchNormComparison"], comparison.TypeNames.Take(2)));
        Assert.All(result.Output, comparison => Assert.Equal(3, comparison.Child("WithBatchNorm").Value<PSObject[]>("Samples").Length));
    }

    [Fact]
    public void What_is_not_done_is_left_out()
    {
        string sweep = module.Make("-Seed 1");
        module.Run(sweep, $"$null = Invoke-BatchNormSweep $sweep; New-BatchNormSweep -Path $sweep {SweepModule.Quick} -Seed 2").ThrowIfFailed();

        ScriptResult result = module.Run(sweep, "Receive-BatchNormSweep $sweep -Verbose");

        Assert.Equal(1, result.Only().Value<int>("Seed"));
        Assert.Contains(result.Verbose, message => message.Contains($"1 of the comparisons of '{sweep}' is not there yet", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-BatchNormSweep $sweep -Cell | Where-Object Seed -GT 1 | Receive-BatchNormSweep", "2 3")]
    [InlineData("Get-BatchNormSweep $sweep -Cell | Where-Object Seed -GT 1 | Receive-BatchNormSweep -Wait", "2 3")]
    [InlineData("Receive-BatchNormSweep $sweep -Key ($cells | Where-Object Seed -NE 2 | Sort-Object Seed -Descending).Key", "3 1")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($cells[1])) | Receive-BatchNormSweep", "2")]
    [InlineData("$cells[0], (Get-BatchNormSweep $sweep) | Receive-BatchNormSweep", "1 1 2 3")]
    public void Of_some_cells_it_gives_the_comparisons_of_these(string script, string seeds)
    {
        string sweep = module.Make("-Seed 1, 2, 3");

        ScriptResult result = module.Run(sweep, $"$null = Invoke-BatchNormSweep $sweep; $cells = Get-BatchNormSweep $sweep -Cell; {script}");

        result.ThrowIfFailed();
        Assert.Equal(seeds, string.Join(' ', result.Output.Select(comparison => comparison.Value<int>("Seed"))));
    }

    [Fact]
    public void A_key_that_no_cell_has_is_an_error_and_the_others_are_given()
    {
        string sweep = module.Make("-Seed 1");

        ScriptResult result = module.Run(
            sweep, "$null = Invoke-BatchNormSweep $sweep; Receive-BatchNormSweep $sweep -Key nothing, (Get-BatchNormSweep $sweep -Cell).Key");

        Assert.Equal("NoSuchCell", result.ErrorId());
        Assert.Single(result.Output);
    }

    [Fact]
    public void What_cannot_be_read_is_an_error_and_read_again_while_it_waits()
    {
        string sweep = module.Make("-Seed 1");
        module.Run(sweep, "Invoke-BatchNormSweep $sweep").ThrowIfFailed();
        module.Run(sweep, $"New-BatchNormSweep -Path $sweep {SweepModule.Quick} -Seed 2").ThrowIfFailed();
        SweepModule.Submit(sweep, "0123456789ab", "far", isCopied: false, DateTime.UtcNow.AddSeconds(50)); // one that may still come

        using (new FileStream(Directory.GetFiles(Path.Combine(sweep, "runs"), "*.with.json").Single(), FileMode.Open, FileAccess.Read, FileShare.None))
        {
            Assert.Equal("FileFailed", module.Run(sweep, "Receive-BatchNormSweep $sweep").ErrorId());
            module.RunUntilProgressThenStop(sweep, "Receive-BatchNormSweep $sweep -Wait");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Wait")]
    public void What_failed_is_an_error_in_its_place_with_what_went_wrong_and_where_to_look(string wait)
    {
        string sweep = module.Make("-Seed 1, 2, 3");
        module.Fail(sweep, seed: 2, "It was too much.");

        ScriptResult result = module.Run(sweep, $$"""
            $null = Invoke-BatchNormSweep $sweep
            Receive-BatchNormSweep $sweep {{wait}} 2>&1 | ForEach-Object { $_ -is [Management.Automation.ErrorRecord] ? $_ : $_.Seed }
            """);

        Assert.Equal(["1", "3"], result.Output.Where(output => output.BaseObject is int).Select(output => output.ToString()));
        var error = (ErrorRecord)result.Output[1].BaseObject;
        Assert.StartsWith("CellFailed", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("on elsewhere: It was too much.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(sweep, "logs"), error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_it_gives_each_as_soon_as_it_and_all_before_it_are_there()
    {
        string sweep = module.Make("-Seed (1..6)");

        Task<ScriptResult> beside = SweepModule.WorkBeside(sweep, "-ThrottleLimit 1");
        await SweepModule.Until(() => beside.IsCompleted || Directory.EnumerateFiles(Path.Combine(sweep, "workers"), "*.json").Any());
        ScriptResult received = module.Run(sweep, "Receive-BatchNormSweep $sweep -Wait");

        received.ThrowIfFailed();
        Assert.Equal([1, 2, 3, 4, 5, 6], received.Output.Select(comparison => comparison.Value<int>("Seed")));
        Assert.Empty(received.Warnings);
        (await beside).ThrowIfFailed();
    }

    [Fact]
    public void Where_nobody_works_it_does_not_wait_for_ever_and_says_so()
    {
        string sweep = module.Make("-Seed 1");
        module.Run(sweep, $"$null = Invoke-BatchNormSweep $sweep; New-BatchNormSweep -Path $sweep {SweepModule.Quick} -Seed 2, 3").ThrowIfFailed();

        ScriptResult result = module.Run(sweep, "Receive-BatchNormSweep $sweep -Wait");

        Assert.Single(result.Output);
        string warning = Assert.Single(result.Warnings);
        Assert.Contains("2 of its comparisons are neither done nor failed", warning, StringComparison.Ordinal);
        Assert.Contains("Start-BatchNormSweep", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_is_ended_by_Ctrl_C()
    {
        string sweep = module.NewPath();
        module.Run(sweep, $"New-BatchNormSweep -Path $sweep {SweepModule.Quick} -Seed (1..5000)").ThrowIfFailed(); // which takes minutes
        Task<ScriptResult> beside = SweepModule.WorkBeside(sweep);
        await SweepModule.Until(() => beside.IsCompleted || Directory.EnumerateFiles(Path.Combine(sweep, "workers"), "*.json").Any());

        module.RunUntilProgressThenStop(sweep, "Receive-BatchNormSweep $sweep -Wait");

        module.Run(sweep, "Stop-BatchNormSweep $sweep").ThrowIfFailed();
        await beside;
    }

    [Fact]
    public void A_damaged_run_is_an_error_until_a_worker_sets_it_aside_and_trains_it_again()
    {
        string sweep = module.Make("-Seed 1, 2");
        module.Run(sweep, "Invoke-BatchNormSweep $sweep").ThrowIfFailed();
        string run = Directory.GetFiles(Path.Combine(sweep, "runs"), "*.with.json")[0];
        File.WriteAllText(run, File.ReadAllText(run).Replace("\"seed\":", "\"seed\":1", StringComparison.Ordinal));

        ScriptResult result = module.Run(sweep, "Receive-BatchNormSweep $sweep");

        Assert.Equal("DamagedRun", result.ErrorId());
        Assert.Single(result.Output);
        module.Run(sweep, "Invoke-BatchNormSweep $sweep").ThrowIfFailed();
        Assert.Equal(2, module.Run(sweep, "Receive-BatchNormSweep $sweep").Output.Count);
    }
}
