namespace ModulePackage;

/// <summary>The packed modules, installed and used in PowerShell.</summary>
public sealed class InstalledModuleTests(Packages packages, FirstModuleRun first, BothModulesRun both) : IClassFixture<FirstModuleRun>, IClassFixture<BothModulesRun>
{
    [Fact]
    public void The_lesson_is_run_and_drawn_with_the_first_module_alone()
    {
        Assert.Equal(packages.Installed, first["Module"]);
        Assert.Equal(Path.Combine(packages.Installed, "bin", "lib", "BatchNorm.Core.dll"), first["Core"]);
        Assert.Equal("True", first["Better"]);
        Assert.True(new FileInfo(Path.Combine(packages.Modules, "plot.png")).Length > 1000);
    }

    [Fact]
    public void Without_the_second_the_Torch_engines_error_names_it_and_what_to_do()
    {
        Assert.Equal("TorchUnavailable", first["Error"]);
        Assert.Contains($"Install-PSResource BatchNorm.Torch -Version {BuiltWith.Version}", first["Words"], StringComparison.Ordinal);
        Assert.Contains("$env:PSModulePath", first["Words"], StringComparison.Ordinal);
    }

    [Fact]
    public void Installed_later_the_second_is_found_by_the_same_session()
    {
        SkipWithoutLibtorch();

        Assert.Equal("Torch", first["Later"]);
    }

    [Fact]
    public void With_both_the_Torch_engine_trains_and_is_not_touched_before()
    {
        SkipWithoutLibtorch();

        Assert.Equal("0", both["LoadedBefore"]);
        Assert.Equal("True", both["Agree"]);
        Assert.Equal(Path.Combine(packages.Torch, "lib", "TorchSharp.dll"), both["Loaded"]);
    }

    [Fact]
    public void PowerShell_finds_nothing_wrong_with_the_manifests()
    {
        string[] modules = [.. Directory.GetDirectories(packages.Folder).Select(folder => Path.GetFileName(folder))];

        Assert.NotEmpty(modules);
        foreach (string module in modules)
            Assert.Equal($"{BuiltWith.Version} 0 True True https://opensource.org/license/mit", both[module]);
    }

    private void SkipWithoutLibtorch() => Assert.SkipUnless(Directory.Exists(packages.Torch), "There is no libtorch for this machine.");
}
