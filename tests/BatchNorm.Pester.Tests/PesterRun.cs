using System.Text.Json;
using BatchNorm.Shell;

namespace BatchNorm.Pester;

/// <summary>Runs a folder's Pester files in the repository's shell.</summary>
internal static class PesterRun
{
    /// <summary>The folder of the repository with its Pester files.</summary>
    public static readonly string Folder = (string)AppContext.GetData("BatchNorm.PesterFolder")!;

    /// <summary>The folder of the repository with its examples.</summary>
    public static readonly string Examples = (string)AppContext.GetData("BatchNorm.ExampleFolder")!;

    private static readonly string Module = (string)AppContext.GetData("BatchNorm.Pester")!;

    /// <exception cref="InvalidOperationException">There was nothing to run, or it did not come to its end.</exception>
    public static async Task<IReadOnlyList<PesterTest>> Of(string folder)
    {
        string results = Path.GetTempFileName();
        try
        {
            ShellResult run = await ShellProcess.RunAsync(
                "", "-NonInteractive", "-File", Path.Combine(Folder, "Invoke-AllTests.ps1"), "-Path", folder, "-Pester", Module, "-Result", results);
            string json = await File.ReadAllTextAsync(results);
            return json.Length > 0
                ? JsonSerializer.Deserialize<PesterTest[]>(json)!
                : throw new InvalidOperationException($"Pester did not run the files of '{folder}'.\n{run.Error}\n{run.Output}");
        }
        finally
        {
            File.Delete(results);
        }
    }
}
