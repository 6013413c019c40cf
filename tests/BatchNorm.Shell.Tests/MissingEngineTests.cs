namespace BatchNorm.Shell;

/// <summary>A machine without libtorch: what it cannot train is left to other machines, and nothing counts as failed for it.</summary>
public sealed class MissingEngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_worker_trains_what_it_can_and_ends_with_an_error_where_that_is_nothing()
    {
        ShellResult result = await ShellProcess.RunAsync("", "-Command", $$"""
            [AppContext]::SetData('BatchNorm.TorchFolder', '/nowhere')
            Set-Location '{{_folder.Path}}'
            $quick = @{ Dataset = 'Synthetic'; HiddenLayer = 8; TrainingBatches = 20; BatchesPerSample = 10 }
            $null = New-BatchNormSweep -Path mixed @quick -Seed 1 -Engine Torch
            $null = New-BatchNormSweep -Path mixed @quick -Seed 2 -Engine Simd
            $status = Invoke-BatchNormSweep mixed -WarningVariable warnings -WarningAction SilentlyContinue
            "$($status.Done) done, $($status.Waiting) waits, $($status.Failed) failed: $($warnings.Count) $($status.Problems.Engine)"
            $null = New-BatchNormSweep -Path none @quick -Seed 1 -Engine Torch
            try { Invoke-BatchNormSweep none } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            Compare-BatchNorm @quick -Seed 1, 2 -Engine Torch -SweepPath compared 2>&1 | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }
            """);

        Assert.Equal(
            ["1 done, 1 waits, 0 failed: 1 Torch", "TorchUnavailable", "TorchUnavailable", "TorchUnavailable"],
            result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
