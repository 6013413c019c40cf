using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell.Sweeps;

public sealed class GetBatchNormSweepTests(SweepModule module) : IClassFixture<SweepModule>
{
    [Fact]
    public void It_counts_what_is_done_failed_and_waiting()
    {
        string sweep = module.Make("-Seed 1, 2");
        module.Run(sweep, "Invoke-BatchNormSweep $sweep").ThrowIfFailed();
        module.Run(sweep, $"New-BatchNormSweep -Path $sweep {SweepModule.Quick} -Seed 3, 4, 5").ThrowIfFailed();
        module.Fail(sweep, seed: 4, "It was too much.");

        PSObject status = module.Status(sweep);

        Assert.Equal((5, 2, 1, 2), (status.Value<int>("Cells"), status.Value<int>("Done"), status.Value<int>("Failed"), status.Value<int>("Waiting")));
        Assert.Equal("2 of 5 comparisons are done, 1 failed", status.ToString());
        Assert.InRange(status.Value<double>("Progress"), 0.4, 0.6);
        Assert.Null(status.Property("TimeLeft"));
    }

    [Fact]
    public void It_tells_of_each_cell_how_it_stands_and_why_it_failed()
    {
        string sweep = module.Make("-Seed 1, 2");
        module.Fail(sweep, seed: 2, "It was too much.");

        ScriptResult result = module.Run(sweep, "Get-BatchNormSweep $sweep -Cell");

        result.ThrowIfFailed();
        Assert.Equal([("Waiting", null), ("Failed", "It was too much.")], result.Output.Select(cell => (cell.Value<string>("State"), (string?)cell.Property("Error"))));
        Assert.All(result.Output, cell => Assert.Equal(sweep, cell.Value<string>("Path")));
    }

    [Fact]
    public void Cells_are_experiments_that_can_be_compared_or_put_into_another_sweep()
    {
        string sweep = module.Make("-Seed 5");
        string other = module.NewPath();

        ScriptResult result = module.Run(sweep, $"""
            Get-BatchNormSweep $sweep -Cell | Compare-BatchNorm -DatasetPath $tiny
            Get-BatchNormSweep $sweep -Cell | New-BatchNormSweep -Path '{other}' -DatasetPath $tiny | Get-BatchNormSweep -Cell
            Get-BatchNormSweep $sweep -Cell
            """);

        result.ThrowIfFailed();
        Assert.Equal((5, 6), (result.Output[0].Value<int>("Seed"), result.Output[0].Value<int>("TrainingBatches")));
        Assert.Equal(result.Output[2].Value<string>("Key"), result.Output[1].Value<string>("Key"));
        Assert.Equal(other, result.Output[1].Value<string>("Path"));
    }

    [Fact]
    public void What_is_no_sweep_is_an_error_and_the_sweeps_beside_it_are_told()
    {
        string sweep = module.Make();

        ScriptResult result = module.Run(sweep, "$out, '[z-a]*', $sweep, 'no/where' | Get-BatchNormSweep");

        Assert.Equal(sweep, Assert.Single(result.Output).Value<string>("Path"));
        Assert.Equal(["NotASweep", "NotASweep", "NotASweep"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.All(result.Errors, error => Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category));
        Assert.All(result.Errors, error => Assert.NotNull(error.ErrorDetails.RecommendedAction));
    }

    [Theory]
    [InlineData("sweep.json", "")]
    [InlineData("sweep.json", "{}")]
    [InlineData("sweep.json", """{"format":"BatchNorm.Sweep","version":2,"created":"2026-03-09T12:05:00Z","dataset":{"name":"a","sha256":"b"}}""")]
    [InlineData("cells/*", "cut off")]
    public void A_damaged_sweep_is_named_with_what_to_do(string file, string content)
    {
        string sweep = module.Make();
        foreach (string damaged in Directory.GetFiles(Path.Combine(sweep, Path.GetDirectoryName(file)!), Path.GetFileName(file)))
            File.WriteAllText(damaged, content);

        ErrorRecord error = module.Run(sweep, "Get-BatchNormSweep $sweep").Error();

        Assert.StartsWith("InvalidSweep", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains(sweep, error.Exception.Message, StringComparison.Ordinal);
        Assert.NotNull(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_path_stands_for_itself_with_its_brackets_and_comes_as_text_as_a_folder_or_as_a_sweep()
    {
        string sweep = module.NewPath() + "[1]";

        ScriptResult result = module.Run(sweep, $$"""
            $made = New-BatchNormSweep -Path $sweep {{SweepModule.Quick}}
            $made | Get-BatchNormSweep
            $sweep | Get-BatchNormSweep
            [pscustomobject]@{ PSPath = "Microsoft.PowerShell.Core\FileSystem::$sweep" } | Get-BatchNormSweep
            Get-BatchNormSweep -Path $sweep
            [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($made)) | Get-BatchNormSweep
            """);

        result.ThrowIfFailed();
        Assert.Equal(5, result.Output.Count);
        Assert.All(result.Output, status => Assert.Equal(sweep, status.Value<string>("Path")));
    }

    [Theory]
    [InlineData("Get-BatchNormSweep $sweep/one, $sweep/two", "one two")]
    [InlineData("Get-BatchNormSweep $sweep/*", "one two three[1]")]
    [InlineData("Get-BatchNormSweep $sweep/*[eo]", "one two")]
    [InlineData("Get-BatchNormSweep $sweep/three[1]", "three[1]")]
    [InlineData("Get-BatchNormSweep ($sweep + '/three`[1`]'), $sweep/one", "three[1] one")]
    [InlineData("Get-BatchNormSweep -LiteralPath $sweep/three[1], $sweep/one", "three[1] one")]
    [InlineData("Get-BatchNormSweep $sweep/nothing*", "")]
    [InlineData("$ExecutionContext.InvokeProvider.ChildItem.Get($sweep, $false) | Where-Object Name -Like t* | Get-BatchNormSweep", "two three[1]")]
    [InlineData("Receive-BatchNormSweep $sweep/*; Get-BatchNormSweep $sweep/o*", "one")]
    [InlineData("Stop-BatchNormSweep $sweep/one, $sweep/t*", "one two three[1]")]
    public void Several_sweeps_are_named_by_their_paths_or_by_wildcards(string script, string names)
    {
        string folder = module.NewPath();
        module.Run(folder, $$"""
            'one', 'two', 'three[1]' | ForEach-Object { $null = New-BatchNormSweep -Path $sweep/$_ {{SweepModule.Quick}} }
            $null = [IO.Directory]::CreateDirectory("$sweep/no sweep")
            """).ThrowIfFailed();

        ScriptResult result = module.Run(folder, script);

        result.ThrowIfFailed();
        Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), result.Output.Select(status => Path.GetFileName(status.Value<string>("Path"))).Order());
    }

    [Fact]
    public void What_a_machine_cannot_do_is_warned_of_once_for_all_that_cannot()
    {
        string sweep = module.Make("-Seed 1");
        foreach (string host in (string[])["node1", "node2"])
        {
            File.WriteAllText(Path.Combine(sweep, "errors", $"{host}.Torch.machine.json"), $$"""
                {"host":"{{host}}","engine":"Torch","message":"There is no libtorch.","time":"2026-03-09T12:05:00Z"}
                """);
        }

        File.WriteAllText(Path.Combine(sweep, "errors", "node3.Torch.machine.json"), "");
        ScriptResult result = module.Run(sweep, "Get-BatchNormSweep $sweep");
        ScriptResult done = module.Run(sweep, "Invoke-BatchNormSweep $sweep; Get-BatchNormSweep $sweep");

        Assert.Equal("Runs of the Torch engine are left to other machines by node1, node2: There is no libtorch. Start-BatchNormSweep tries it again.", Assert.Single(result.Warnings));
        Assert.Equal(2, result.Only().Value<PSObject[]>("Problems").Length);
        Assert.Empty(done.Warnings);
    }

    [Theory]
    [InlineData("Get-BatchNormSweep $sweep", "Sweep         Cells   Done Running Interrupted Failed Waiting Progress TimeLeft")]
    [InlineData("Get-BatchNormSweep $sweep -Cell", "State       Activation     Rate   Seed Progress Data etc.        Host or error")]
    public void A_table_fits_80_columns(string script, string heading)
    {
        string sweep = module.Make("-Seed 1");
        module.Fail(sweep, seed: 1, "It was too much.");

        string table = module.Run(sweep, $"{script} | Out-String -Width 80").Only().ToString();

        Assert.Contains(heading, table, StringComparison.Ordinal);
    }
}
