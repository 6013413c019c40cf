using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell.Sweeps;

public sealed class StopBatchNormSweepTests(SweepModule module) : IClassFixture<SweepModule>
{
    [Fact]
    public async Task Workers_end_and_what_they_have_done_stays()
    {
        string sweep = module.NewPath();
        module.Run(sweep, $"New-BatchNormSweep -Path $sweep {SweepModule.Quick} -Seed (1..5000)").ThrowIfFailed(); // which takes minutes
        Task<ScriptResult> beside = SweepModule.WorkBeside(sweep);
        await SweepModule.Until(() => beside.IsCompleted || Directory.EnumerateFiles(Path.Combine(sweep, "runs"), "*.with.json").Any());

        ScriptResult stopped = module.Run(sweep, "Stop-BatchNormSweep $sweep");
        ScriptResult worker = await beside;

        Assert.True(stopped.Value<bool>("IsStopped"));
        worker.ThrowIfFailed();
        Assert.InRange(module.Status(sweep).Value<int>("Waiting"), 1, 4999);
        Assert.Empty(Directory.GetFiles(Path.Combine(sweep, "leases")));
    }

    [Fact]
    public void WhatIf_stops_nobody()
    {
        string sweep = module.Make();

        Assert.Empty(module.Run(sweep, "Stop-BatchNormSweep $sweep -WhatIf").Output);

        Assert.False(module.Status(sweep).Value<bool>("IsStopped"));
    }

    [Fact]
    public void A_submission_that_cannot_be_read_is_told_and_the_workers_are_stopped()
    {
        string sweep = module.Make();
        Directory.CreateDirectory(Path.Combine(sweep, "submissions"));
        File.WriteAllText(Path.Combine(sweep, "submissions", "0123456789ab.json"), "{}");

        ScriptResult result = module.Run(sweep, "Stop-BatchNormSweep $sweep");

        Assert.True(result.Value<bool>("IsStopped"));
        Assert.Contains("0123456789ab.json", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_computer_with_a_copy_whose_session_is_not_given_a_warning_tells()
    {
        string sweep = module.Make();
        var created = new DateTime(2026, 3, 9, 12, 5, 0, DateTimeKind.Utc);
        SweepModule.Submit(sweep, "0123456789ab", "far", isCopied: true, created);
        SweepModule.Submit(sweep, "0123456789ac", "far", isCopied: true, created);
        SweepModule.Submit(sweep, "0123456789ad", "near", isCopied: false, created);

        ScriptResult result = module.Run(sweep, "Stop-BatchNormSweep $sweep");

        Assert.True(result.Value<bool>("IsStopped"));
        Assert.StartsWith("'far' was given a copy", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }
}
