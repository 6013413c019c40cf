namespace BatchNorm.Shell;

public sealed class ModuleLocatorTests
{
    [Fact]
    public void The_nearest_manifest_above_wins()
    {
        using var folder = new TemporaryFolder();
        folder.Write("BatchNorm.psd1", "");
        string near = folder.Write("module/BatchNorm.psd1", "");
        folder.Write("module/bin/BatchNorm.Init.dll", "");
        string shell = Directory.CreateDirectory(Path.Combine(folder.Path, "module/tools/shell")).FullName;

        Assert.Equal(near, ModuleLocator.Find(shell));
        Assert.Equal(near, ModuleLocator.Find(Path.GetDirectoryName(near)!));
    }

    [Fact]
    public void A_missing_manifest_is_reported_with_the_folder_searched()
    {
        using var folder = new TemporaryFolder();

        var exception = Assert.Throws<FileNotFoundException>(() => ModuleLocator.Find(folder.Path));

        Assert.Contains(folder.Path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_was_not_built_is_to_be_built_first()
    {
        using var folder = new TemporaryFolder();
        folder.Write("BatchNorm.psd1", "");

        var exception = Assert.Throws<FileNotFoundException>(() => ModuleLocator.Find(folder.Path));

        Assert.Contains("dotnet build", exception.Message, StringComparison.Ordinal);
    }
}
