namespace BatchNorm.Shell;

/// <summary>A shell that has no module to import: a copy of the built one, elsewhere.</summary>
public sealed class StartFailureTests
{
    [Fact]
    public async Task It_says_what_is_wrong_and_what_to_do_and_ends_as_pwsh_does_without_a_session()
    {
        using var folder = new TemporaryFolder();
        string shell = Copy(folder);

        (int exitCode, string output, string error) = await ShellProcess.RunCopyAsync(shell, "", "-Command", "'started'");

        Assert.Equal((70, ""), (exitCode, output));
        Assert.Contains(folder.Path, error, StringComparison.Ordinal);
        Assert.Contains("clone", error, StringComparison.Ordinal);

        File.Copy(ModuleLocator.Find(AppContext.BaseDirectory), Path.Combine(folder.Path, ModuleLocator.ManifestName));
        Directory.CreateDirectory(Path.Combine(folder.Path, "bin"));

        (exitCode, output, error) = await ShellProcess.RunCopyAsync(shell, "", "-Command", "'started'");

        Assert.Equal((70, ""), (exitCode, output));
        Assert.Contains("BatchNorm.Types.ps1xml", error, StringComparison.Ordinal);
    }

    private static string Copy(TemporaryFolder folder)
    {
        string source = Path.GetDirectoryName(ShellProcess.Program)!;
        string target = Directory.CreateDirectory(Path.Combine(folder.Path, "shell")).FullName;
        foreach (string file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        return Path.Combine(target, Path.GetFileName(ShellProcess.Program));
    }
}
