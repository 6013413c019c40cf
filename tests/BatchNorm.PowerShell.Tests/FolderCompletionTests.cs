using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>What Tab makes of the beginning of a folder, for parameters that take a path as it is written.</summary>
public sealed class FolderCompletionTests : IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public FolderCompletionTests(ModuleFixture module)
    {
        _module = module;
        foreach (string name in (string[])["grid[1]", "grid plain"])
            Directory.CreateDirectory(module.Out(name));
        File.WriteAllText(module.Out("grid.txt"), "");
    }

    [Theory]
    [InlineData("Get-BatchNormSweep {0}/grid", "'{0}/grid plain'", "'{0}/grid[1]'")]
    [InlineData("Get-BatchNormSweep {0}/grid[", "'{0}/grid[1]'")]
    [InlineData("Get-BatchNormSweep {0}/grid`[", "'{0}/grid[1]'")]
    [InlineData("Get-BatchNormSweep '{0}/grid[1", "'{0}/grid[1]'")]
    [InlineData("New-BatchNormSweep -Path {0}/grid[", "'{0}/grid[1]'")]
    [InlineData("Compare-BatchNorm -SweepPath {0}/grid[", "'{0}/grid[1]'")]
    [InlineData("Export-TensorBoardLog -Path {0}/grid[", "'{0}/grid[1]'")]
    public void Folders_are_completed_as_the_parameter_takes_them(string typed, params string[] completed)
    {
        string root = Path.GetDirectoryName(_module.Out("any"))!;
        string line = typed.Replace("{0}", root, StringComparison.Ordinal);

        ScriptResult result = _module.Run($"(TabExpansion2 '{line.Replace("'", "''", StringComparison.Ordinal)}').CompletionMatches.CompletionText");

        result.ThrowIfFailed();
        Assert.Equal(completed.Select(text => text.Replace("{0}", root, StringComparison.Ordinal)), result.Output.Select(text => text.ToString()).Order(StringComparer.Ordinal));
    }
}
