using System.Globalization;
using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell.Sweeps;

public sealed class InvokeBatchNormSweepTests(SweepModule module) : IClassFixture<SweepModule>
{
    private const string Endless = "-DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 100000000 -BatchesPerSample 100000000";

    [Fact]
    public void It_trains_what_is_left_to_the_same_bits_as_Compare_BatchNorm()
    {
        string sweep = module.Make("-Seed 1, 2 -Epsilon 0.001, 0.1");

        ScriptResult result = module.Run(sweep, $"""
            Invoke-BatchNormSweep $sweep -ThrottleLimit 3
            (Receive-BatchNormSweep $sweep).FinalParametersHashWith -join ' '
            (Compare-BatchNorm {SweepModule.Quick} -Seed 1, 2 -Epsilon 0.001, 0.1).FinalParametersHashWith -join ' '
            """);

        result.ThrowIfFailed();
        Assert.Equal((4, 1.0, true), (result.Output[0].Value<int>("Done"), result.Output[0].Value<double>("Progress"), result.Output[0].Value<bool>("HasEnded")));
        Assert.Equal(result.Output[2].ToString(), result.Output[1].ToString());
        Assert.Equal(6, Directory.GetFiles(Path.Combine(sweep, "runs")).Length); // two without normalization, which know nothing of epsilon
    }

    [Fact]
    public async Task Two_workers_share_a_sweep()
    {
        string sweep = module.Make("-Seed (1..12)");

        Task<ScriptResult> beside = SweepModule.WorkBeside(sweep);
        ScriptResult here = module.Run(sweep, "Invoke-BatchNormSweep $sweep -ThrottleLimit 2");
        ScriptResult there = await beside;

        here.ThrowIfFailed();
        there.ThrowIfFailed();
        Assert.Equal(12, module.Status(sweep).Value<int>("Done"));
        Assert.Empty(Directory.GetFiles(Path.Combine(sweep, "leases")));
        Assert.Empty(Directory.GetFiles(Path.Combine(sweep, "workers")));
    }

    [Fact]
    public void Stopped_by_Ctrl_C_it_keeps_what_is_under_way_and_gives_it_back()
    {
        string sweep = module.NewPath();
        module.Run(sweep, $"New-BatchNormSweep -Path $sweep {Endless}").ThrowIfFailed();

        module.RunUntilProgressThenStop(sweep, "Invoke-BatchNormSweep $sweep");

        Assert.Empty(Directory.GetFiles(Path.Combine(sweep, "leases")));
        Assert.Empty(Directory.GetFiles(Path.Combine(sweep, "workers")));
    }

    [Fact]
    public void A_time_limit_ends_it_with_what_is_under_way_kept()
    {
        string sweep = module.NewPath();
        module.Run(sweep, $"New-BatchNormSweep -Path $sweep {Endless}").ThrowIfFailed();

        PSObject status = WorkUntil(sweep, "", result => result.Only().Value<int>("Interrupted") > 0).Only();

        Assert.Equal((0, 2, 1), (status.Value<int>("Done"), status.Value<int>("RunsLeft"), status.Value<int>("Interrupted")));
        Assert.Empty(Directory.GetFiles(Path.Combine(sweep, "leases")));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(sweep, "checkpoints")));
    }

    [Fact]
    public void A_time_limit_that_is_over_before_anything_can_be_trained_is_warned_of()
    {
        string sweep = module.Make("-Seed 1");

        ScriptResult result = module.Run(sweep, "Invoke-BatchNormSweep $sweep -TimeLimit 0.000001");

        Assert.Equal(0, result.Only().Value<int>("Done"));
        Assert.Contains("-TimeLimit", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_tells_of_a_sweep_what_it_tells_of_comparisons()
    {
        string sweep = module.NewPath();
        module.Run(sweep, "New-BatchNormSweep -Path $sweep -DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 50000000 -BatchesPerSample 5000").ThrowIfFailed();
        string steps = string.Create(CultureInfo.CurrentCulture, $"of {100_000_000:N0} batches; 0 of 1 comparisons are done; 1 worker");

        ScriptResult result = WorkUntil(sweep, "-ThrottleLimit 2", result => result.Progress.Any(IsWhole));

        Assert.Contains(result.Progress, IsWhole);
        Assert.Contains(result.Progress, progress => progress.CurrentOperation?.Contains("With Batch Norm", StringComparison.Ordinal) == true);

        bool IsWhole(ProgressRecord progress) =>
            progress.StatusDescription.Contains(steps, StringComparison.Ordinal) && progress.StatusDescription.StartsWith("with", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-0.1")]
    [InlineData("([double]::NaN)")]
    public void A_worker_begins_at_a_share_of_the_cells(string share) =>
        Assert.StartsWith("ParameterArgument", module.Run("", $"Invoke-BatchNormSweep $out -StartAt {share}").ErrorId(), StringComparison.Ordinal);

    [Fact]
    public void Other_images_than_the_sweeps_are_refused_with_both_digests()
    {
        string sweep = module.Make();
        using var other = new TinyDataset(rows: 8, columns: 8);

        ScriptResult result = module.Run(sweep, $"Invoke-BatchNormSweep $sweep -DatasetPath '{other.Folder}'");

        Assert.Equal("OtherData", result.ErrorId());
        Assert.Contains(module.Status(sweep).Value<string>("DatasetHash"), result.Error().Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-DatasetPath", result.Error().ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(sweep, "runs")));
    }

    [Fact]
    public void Images_that_are_elsewhere_now_are_named_and_results_go_by_the_sweeps_name()
    {
        string sweep = module.NewPath();
        using var images = new TinyDataset();
        string moved = Path.Combine(Path.GetDirectoryName(sweep)!, $"moved {Guid.NewGuid():N}");
        module.Run(sweep, $"New-BatchNormSweep -Path $sweep {SweepModule.Quick.Replace("$tiny", $"'{images.Folder}'", StringComparison.Ordinal)}").ThrowIfFailed();
        Directory.CreateDirectory(moved);
        foreach (string file in Directory.GetFiles(images.Folder))
            File.Move(file, Path.Combine(moved, Path.GetFileName(file)));
        Directory.Delete(images.Folder);

        ScriptResult missing = module.Run(sweep, "Invoke-BatchNormSweep $sweep");
        ScriptResult named = module.Run(sweep, $"Invoke-BatchNormSweep $sweep -DatasetPath '{moved}' | Receive-BatchNormSweep");
        Directory.CreateDirectory(images.Folder); // which its own end removes

        Assert.Equal("DatasetNotFound", missing.ErrorId());
        Assert.Equal(images.Name, named.Only().Child("WithBatchNorm").Value<string>("Dataset"));
    }

    [Fact]
    public void A_sweep_that_was_stopped_is_left_alone_with_a_warning()
    {
        string sweep = module.Make();

        ScriptResult result = module.Run(sweep, "$null = Stop-BatchNormSweep $sweep; Invoke-BatchNormSweep $sweep");

        Assert.Equal(0, result.Only().Value<int>("Done"));
        Assert.Contains("Start-BatchNormSweep", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_trains_nothing()
    {
        string sweep = module.Make();

        module.Run(sweep, "Invoke-BatchNormSweep $sweep -WhatIf").ThrowIfFailed();

        Assert.Equal(2, module.Status(sweep).Value<int>("Waiting"));
    }

    [Theory]
    [InlineData("Invoke-BatchNormSweep $out")]
    [InlineData("Start-BatchNormSweep $out")]
    public void Where_there_is_no_sweep_it_could_not_work_at_all(string script)
    {
        ScriptResult result = module.Run("", $$"""try { {{script}} } catch { $_.FullyQualifiedErrorId }""");

        Assert.StartsWith("NotASweep", result.Only().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90", "00:01:30")]
    [InlineData("'90'", "00:01:30")]
    [InlineData("1.5", "00:00:01.5000000")]
    [InlineData("'1:30:00'", "01:30:00")]
    [InlineData("([timespan]'0:10')", "00:10:00")]
    [InlineData("'2.00:00:00'", "2.00:00:00")]
    [InlineData("'2-12:30:00'", "2.12:30:00")]
    [InlineData("'48:00:00'", "2.00:00:00")]
    [InlineData("'100:00:30'", "4.04:00:30")]
    [InlineData("'0:05'", "00:05:00")]
    [InlineData("'00:00:05.5000000'", "00:00:05.5000000")]
    [InlineData("'99999999:59:59'", "4166666.15:59:59")]
    public void A_time_is_read_as_people_write_it(string given, string read) => Assert.Equal(
        read, module.Run("", $$"""
            $attribute = (Get-Command Invoke-BatchNormSweep).Parameters['TimeLimit'].Attributes | Where-Object { "$($_.GetType().Name)" -eq 'DurationAttribute' }
            $attribute.Transform($ExecutionContext, {{given}}).ToString()
            """).Only().ToString());

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("'1:2:3:4:5'")]
    [InlineData("'1:60:00'")]
    [InlineData("'1-24:00:00'")]
    [InlineData("'999999999:00:00'")]
    [InlineData("'-1:00:00'")]
    [InlineData("1e300")]
    [InlineData("([double]::NaN)")]
    public void What_is_no_time_is_refused(string given) =>
        Assert.StartsWith("ParameterArgumentTransformationError", module.Run("", $"Invoke-BatchNormSweep $out -TimeLimit {given}").ErrorId(), StringComparison.Ordinal);

    /// <summary>Works on a sweep without an end, again and for twice as long until enough came of it: a busy machine trains nothing in a second.</summary>
    private ScriptResult WorkUntil(string sweep, string more, Func<ScriptResult, bool> isEnough)
    {
        for (int seconds = 1; ; seconds *= 2)
        {
            ScriptResult result = module.Run(sweep, $"Invoke-BatchNormSweep $sweep {more} -TimeLimit {seconds}");
            result.ThrowIfFailed();
            if (isEnough(result) || seconds >= 128)
                return result;
        }
    }
}
