using System.Diagnostics;

[assembly: AssemblyFixture(typeof(ModulePackage.Packages))]

namespace ModulePackage;

/// <summary>
/// Both modules, packed by the target that everyone packs them with, and the first of them installed: copied to where a fresh PSModulePath
/// leads. Beside it lies PowerShell's console, which imports the module that it lies in.
/// </summary>
public sealed class Packages : IDisposable
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("batchnorm-packages-").FullName;

    public Packages()
    {
        Pack();
        Copy(BatchNorm, Installed);
        Copy(Path.GetDirectoryName(BuiltWith.Console)!, Path.Combine(Installed, "console"));
    }

    /// <summary>What networks are trained with: MNIST where it is at hand.</summary>
    public static string Dataset => Environment.GetEnvironmentVariable("BATCHNORM_DATA") is { Length: > 0 } ? "Mnist" : "Synthetic";

    /// <summary>Where both are, each in a folder of its name; on the module path it would be both that are installed.</summary>
    public string Folder => Path.Combine(_temporary, "packed");

    /// <summary>The first module as it is packed.</summary>
    public string BatchNorm => Path.Combine(Folder, "BatchNorm", BuiltWith.Version);

    /// <summary>The second.</summary>
    public string Torch => Path.Combine(Folder, "BatchNorm.Torch", BuiltWith.Version);

    /// <summary>The first module as it is installed.</summary>
    public string Installed => Path.Combine(Modules, "BatchNorm", BuiltWith.Version);

    /// <summary>What a module path consists of that has the first module alone.</summary>
    public string Modules => Path.Combine(_temporary, "installed");

    /// <summary>Runs a script in a new process of PowerShell and gives back the lines it wrote; what it writes to the error stream fails the test.</summary>
    /// <param name="script">The script.</param>
    /// <param name="modulePath">The folders that modules are installed in.</param>
    public async Task<string[]> RunAsync(string script, params string[] modulePath)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(Installed, "console", Path.GetFileName(BuiltWith.Console)), "-NoProfile", "-NonInteractive", "-Command", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PSModulePath"] = string.Join(Path.PathSeparator, modulePath);
        start.Environment["HOME"] = _temporary; // the user's own modules are none of the test's
        start.Environment.Remove("XDG_DATA_HOME");

        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using Process process = Process.Start(start)!;
        using CancellationTokenRegistration cancelled = cancellation.Register(process.Kill); // or it would train on in a folder that is gone
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        Assert.Equal("", await error);
        return output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
    }

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    private void Pack()
    {
        string project = Path.Combine(BuiltWith.RepositoryRoot, "build", "ModulePackage", "ModulePackage.csproj");
        using Process process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "msbuild", project, "-target:PackModules", "-nodeReuse:false", "-verbosity:minimal", "-property:NoBuild=true",
                $"-property:Configuration={BuiltWith.Configuration}", $"-property:PackFolder={Folder}/",
            ])
        {
            RedirectStandardOutput = true,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }

    private static void Copy(string source, string destination)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(destination, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
