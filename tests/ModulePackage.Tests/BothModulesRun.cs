namespace ModulePackage;

/// <summary>Both modules installed: both manifests, and both engines.</summary>
public sealed class BothModulesRun(Packages packages) : PowerShellRun
{
    protected override Task<string[]> RunAsync() => packages.RunAsync(
        $$"""
        foreach ($module in 'BatchNorm', 'BatchNorm.Torch') {
            $manifest = "{{packages.Folder}}/$module/{{BuiltWith.Version}}/$module.psd1"
            if ([IO.File]::Exists($manifest)) {
                $read = Test-ModuleManifest $manifest -ErrorAction Stop -WarningVariable warnings
                "$module=$($read.Version) $($warnings.Count) $([bool] $read.Author) $([bool] $read.Description) $($read.LicenseUri)"
            }
        }

        $tiny = @{ HiddenLayer = 10; TrainingBatches = 20; BatchesPerSample = 10; Seed = 3; Dataset = '{{Packages.Dataset}}' }
        $simd = Compare-BatchNorm @tiny
        "LoadedBefore=$(@([AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match 'Torch').Count)"
        $torch = Compare-BatchNorm @tiny -Engine Torch -ErrorAction SilentlyContinue
        "Agree=$([Math]::Abs($torch.TestAccuracyWith - $simd.TestAccuracyWith) -lt 0.01)"
        "Loaded=$(([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'TorchSharp' }).Location)"
        """,
        packages.Modules, packages.Folder);
}
