using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class ExportTensorBoardLogTests : IClassFixture<ModuleFixture>
{
    private const string EventFile = "events.out.tfevents.0000000000.batchnorm";

    private readonly ModuleFixture _module;

    public ExportTensorBoardLogTests(ModuleFixture module)
    {
        _module = module;
        module.Run("if (-not $c) { $global:c = @(Compare-BatchNorm -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 20 -BatchesPerSample 5 -Seed 1,2 -ThrottleLimit 1) }").ThrowIfFailed();
    }

    [Fact]
    public void Every_run_gets_a_folder_with_an_event_file_and_the_folder_one_of_its_own()
    {
        PSObject folder = _module.Run("$c | Export-TensorBoardLog $out/logs -PassThru").Only();

        Assert.Equal(_module.Out("logs"), ((DirectoryInfo)folder.BaseObject).FullName);
        Assert.True(((DirectoryInfo)folder.BaseObject).Exists);
        Assert.True(File.Exists(_module.Out($"logs/{EventFile}")));
        Assert.Equal(4, Directory.GetDirectories(_module.Out("logs")).Length);
        Assert.All(Directory.GetDirectories(_module.Out("logs")), run => Assert.Equal([EventFile], Directory.GetFiles(run).Select(Path.GetFileName)));
    }

    [Fact]
    public void Runs_that_were_serialized_give_the_same_files_as_live_ones()
    {
        _module.Run("$c | Export-TensorBoardLog $out/live").ThrowIfFailed();
        ScriptResult again = _module.Run("""
            $text = [System.Management.Automation.PSSerializer]::Serialize($c)
            [System.Management.Automation.PSSerializer]::Deserialize($text) | Export-TensorBoardLog $out/live/
            """);

        again.ThrowIfFailed();
        Assert.Empty(again.Output);
        Assert.Empty(again.Warnings);
        Assert.Equal(4, Directory.GetDirectories(_module.Out("live")).Length);
    }

    [Fact]
    public void A_sweep_stands_for_what_is_done_of_it_and_a_warning_tells_what_is_missing()
    {
        ScriptResult result = _module.Run("""
            $null = New-BatchNormSweep -Path $out/half -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 10 -BatchesPerSample 5 -Seed 1
            $null = Invoke-BatchNormSweep $out/half -DatasetPath $tiny
            $null = New-BatchNormSweep -Path $out/half -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 10 -BatchesPerSample 5 -Seed 1, 2
            Get-BatchNormSweep $out/half | Export-TensorBoardLog $out/halflog
            """);

        result.ThrowIfFailed();
        Assert.Contains("1 of 2 comparisons are done. What is not done is left out.", result.Warnings);
        Assert.Equal(2, Directory.GetDirectories(_module.Out("halflog")).Length);
    }

    [Fact]
    public void NoClobber_refuses_a_folder_that_was_exported_to_and_writes_nothing()
    {
        _module.Run("$c[0].WithBatchNorm | Export-TensorBoardLog $out/kept").ThrowIfFailed();

        Assert.Equal("NoClobber", _module.Run("$c | Export-TensorBoardLog $out/kept -NoClobber").ErrorId());
        Assert.Single(Directory.GetDirectories(_module.Out("kept")));
    }

    [Fact]
    public void The_same_run_twice_and_runs_of_earlier_exports_are_told()
    {
        _module.Run("$c[0].WithBatchNorm | Export-TensorBoardLog $out/told").ThrowIfFailed();

        ScriptResult result = _module.Run("$c[1].WithBatchNorm, $c[1].WithBatchNorm | Export-TensorBoardLog $out/told");

        result.ThrowIfFailed();
        Assert.Equal(2, result.Warnings.Count);
        Assert.StartsWith("1 run came twice", result.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("1 run of earlier exports", result.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        _module.Run("$c | Export-TensorBoardLog $out/whatif -WhatIf").ThrowIfFailed();

        Assert.False(Directory.Exists(_module.Out("whatif")));
    }

    [Theory]
    [InlineData("$out/nowhere/logs", "PathNotFound")]
    [InlineData("$out/file", "InvalidPath")]
    [InlineData("\"$out/a`0b\"", "InvalidPath")]
    public void A_path_that_no_folder_can_have_is_an_error(string path, string id)
    {
        File.WriteAllText(_module.Out("file"), "mine");

        Assert.Equal(id, _module.Run($"$c | Export-TensorBoardLog {path}").ErrorId());
        Assert.Equal("mine", File.ReadAllText(_module.Out("file")));
    }

    [Fact]
    public void A_file_where_a_runs_folder_is_to_be_is_an_error()
    {
        string name = Path.GetFileName(Directory.GetDirectories(Exported("blocker")).Single());
        Directory.CreateDirectory(_module.Out("blocked"));
        File.WriteAllText(_module.Out($"blocked/{name}"), "mine");

        Assert.Equal("FileFailed", _module.Run("$c[0].WithBatchNorm | Export-TensorBoardLog $out/blocked").ErrorId());
        Assert.Equal("mine", File.ReadAllText(_module.Out($"blocked/{name}")));
    }

    [Fact]
    public void Nothing_to_write_is_a_warning()
    {
        ScriptResult result = _module.Run("@() | Export-TensorBoardLog $out/none");

        result.ThrowIfFailed();
        Assert.EndsWith("nothing was written.", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_module.Out("none")));
    }

    [Fact]
    public void What_is_no_run_and_rows_of_a_table_are_errors_and_the_others_are_written()
    {
        ScriptResult result = _module.Run("$c[0].WithBatchNorm, 'nothing' | Export-TensorBoardLog $out/mixed");

        Assert.Equal("NoAccuracies", result.ErrorId());
        Assert.Single(Directory.GetDirectories(_module.Out("mixed")));
        Assert.Equal("NoSamples", _module.Run("[pscustomobject] @{ TestAccuracy = '0.1'; Samples = 'text' } | Export-TensorBoardLog $out/rows").ErrorId());
    }

    private string Exported(string name)
    {
        _module.Run($"$c[0].WithBatchNorm | Export-TensorBoardLog $out/{name}").ThrowIfFailed();
        return _module.Out(name);
    }
}
