namespace ModulePackage;

/// <summary>The lesson's In [5], shrunk, with the first module alone; then the Torch engine, before and after the second is there.</summary>
public sealed class FirstModuleRun(Packages packages) : PowerShellRun
{
    protected override Task<string[]> RunAsync() => packages.RunAsync(
        $$"""
        $comparison = Get-LessonExperiment In5 | Compare-BatchNorm -TrainingBatches 300 -BatchesPerSample 100 -Dataset {{Packages.Dataset}} -WarningAction SilentlyContinue
        "Better=$($comparison.TestAccuracyWith -gt $comparison.TestAccuracyWithout + 0.1)"
        $null = $comparison | Export-AccuracyPlot '{{packages.Modules}}/plot.png'
        "Module=$((Get-Module BatchNorm).ModuleBase)"
        "Core=$(([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'BatchNorm.Core' }).Location)"

        $torch = @{ Engine = 'Torch'; HiddenLayer = 10; TrainingBatches = 1; Dataset = '{{Packages.Dataset}}' }
        Compare-BatchNorm @torch -ErrorAction SilentlyContinue -ErrorVariable failure
        "Error=$($failure[0].FullyQualifiedErrorId.Split(',')[0])"
        "Words=$($failure[0])"

        $env:PSModulePath += '{{Path.PathSeparator}}{{packages.Folder}}'
        "Later=$((Compare-BatchNorm @torch -ErrorAction SilentlyContinue).Engine)"
        """,
        packages.Modules);
}
