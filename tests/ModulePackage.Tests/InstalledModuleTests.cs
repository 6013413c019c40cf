namespace ModulePackage;

/// <summary>The packed modules, installed and used in PowerShell.</summary>
public sealed class InstalledModuleTests(Packages packages)
{
    private static string Data => Environment.GetEnvironmentVariable("BATCHNORM_DATA") is { Length: > 0 } ? "Mnist" : "Synthetic";

    [Fact]
    public async Task PowerShell_finds_nothing_wrong_with_the_manifests()
    {
        string[] names = [.. Directory.GetDirectories(packages.Folder).Select(folder => Path.GetFileName(folder))];
        string manifests = string.Join(", ", names.Select(name => Quote(Path.Combine(packages.Folder, name, BuiltWith.Version, $"{name}.psd1"))));

        string[] lines = await packages.RunAsync(
            $$"""
            foreach ($manifest in {{manifests}}) {
                $module = Test-ModuleManifest $manifest -ErrorAction Stop -WarningVariable warning
                "$($module.Name) $($module.Version) $($warning.Count) $([bool] $module.Author) $([bool] $module.Description) $($module.LicenseUri)"
            }
            """,
            packages.Modules);

        Assert.Equal(names.Select(name => $"{name} {BuiltWith.Version} 0 True True https://opensource.org/license/mit"), lines);
    }

    [Fact]
    public async Task The_lesson_is_run_and_drawn_with_the_first_module_alone()
    {
        string[] lines = await packages.RunAsync(
            $$"""
            $comparison = Get-LessonExperiment In5 | Compare-BatchNorm -TrainingBatches 300 -BatchesPerSample 100 -Dataset {{Data}}
            $plot = $comparison | Export-AccuracyPlot {{Quote(Path.Combine(packages.Modules, "plot.png"))}}
            (Get-Module BatchNorm).ModuleBase
            $comparison.Dataset
            $comparison.TestAccuracyWith -gt $comparison.TestAccuracyWithout + 0.1
            """,
            packages.Modules);

        Assert.Equal([packages.Installed, Data, "True"], lines);
        Assert.True(new FileInfo(Path.Combine(packages.Modules, "plot.png")).Length > 1000);
    }

    [Fact]
    public async Task Without_the_second_the_Torch_engines_error_names_it_and_what_to_do()
    {
        string[] lines = await packages.RunAsync(
            $$"""
            Compare-BatchNorm -Engine Torch -TrainingBatches 1 -Dataset {{Data}} -ErrorAction SilentlyContinue -ErrorVariable failure
            $failure.Count
            $failure[0].FullyQualifiedErrorId.Split(',')[0]
            $failure[0].ToString()
            """,
            packages.Modules);

        Assert.Equal(["1", "TorchUnavailable"], lines[..2]);
        Assert.Contains($"Install-PSResource BatchNorm.Torch -Version {BuiltWith.Version}", lines[2], StringComparison.Ordinal);
        Assert.Contains("$env:PSModulePath", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_both_the_Torch_engine_trains_and_is_not_touched_before()
    {
        Assert.SkipUnless(Directory.Exists(packages.Torch), "There is no libtorch for this machine.");

        string[] lines = await packages.RunAsync(
            $$"""
            $tiny = @{ HiddenLayer = 10; TrainingBatches = 20; BatchesPerSample = 10; Seed = 3; Dataset = '{{Data}}' }
            $simd = Compare-BatchNorm @tiny
            @([AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match 'Torch').Count
            $torch = Compare-BatchNorm @tiny -Engine Torch
            [Math]::Abs($torch.TestAccuracyWith - $simd.TestAccuracyWith) -lt 0.01
            ([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'TorchSharp' }).Location
            """,
            packages.Modules, packages.Folder);

        Assert.Equal(["0", "True", Path.Combine(packages.Torch, "lib", "TorchSharp.dll")], lines);
    }

    private static string Quote(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}
