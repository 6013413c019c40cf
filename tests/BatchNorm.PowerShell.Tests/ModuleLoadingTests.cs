using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

public sealed class ModuleLoadingTests
{
    [Fact]
    public void The_module_exports_its_cmdlets_and_nothing_else()
    {
        using var session = new ModuleSession();

        ScriptResult result = session.Run("(Get-Module BatchNorm).ExportedCommands.Keys");

        Assert.Equal(
            [
                "Compare-BatchNorm",
                "Compare-RunGroup",
                "Export-AccuracyPlot",
                "Export-ActivationPlot",
                "Export-BatchNormReport",
                "Export-LessonClaimPlot",
                "Export-NeuralNet",
                "Export-PairPlot",
                "Export-RunTable",
                "Export-SweepPlot",
                "Export-TensorBoardLog",
                "Get-BatchNormSweep",
                "Get-LessonExperiment",
                "Import-NeuralNet",
                "Invoke-BatchNormSweep",
                "Invoke-Training",
                "Measure-BatchNorm",
                "Measure-LessonClaim",
                "New-BatchNormSweep",
                "New-InitialWeight",
                "New-NeuralNet",
                "Receive-BatchNormSweep",
                "Save-Dataset",
                "Save-MnistDataset",
                "Select-BestRun",
                "Start-BatchNormSweep",
                "Stop-BatchNormSweep",
                "Test-BatchNormClaim",
                "Test-Network",
                "Update-PopulationStatistic",
            ],
            result.Output.Select(name => name.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_sessions_use_the_module_side_by_side()
    {
        using var first = new ModuleSession();
        using var second = new ModuleSession();

        first.Run("New-InitialWeight").Only();
        second.Run("New-InitialWeight").Only();
    }

    [Fact]
    public void Forced_and_repeated_imports_keep_the_cmdlets_working()
    {
        using var session = new ModuleSession();

        ScriptResult result = session.Run($"""
            Import-Module '{Repository.Manifest}' -Force
            New-InitialWeight
            Remove-Module BatchNorm
            Import-Module '{Repository.Manifest}'
            New-InitialWeight
            """);

        result.ThrowIfFailed();
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void Dependencies_live_in_a_context_of_their_own()
    {
        using var session = new ModuleSession();

        ScriptResult result = session.Run("""
            $null = New-InitialWeight
            [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object {
                if ($_.GetName().Name -eq 'BatchNorm.Core') { [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name }
            }
            """);

        Assert.Equal("BatchNorm", result.Only().ToString());
    }

    [Fact]
    public void Every_cmdlet_says_what_it_writes()
    {
        using var session = new ModuleSession();

        ScriptResult result = session.Run("""
            Get-Command -Module BatchNorm | ForEach-Object { if ($_.OutputType.Count -eq 0) { $_.Name } }
            """);

        result.ThrowIfFailed();
        Assert.Empty(result.Output);
    }
}
