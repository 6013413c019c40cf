namespace BatchNorm.PowerShell.Session;

/// <summary>Where the program and the module are that a worker is started with.</summary>
internal static class PowerShellProgram
{
    private static readonly string Name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";

    /// <summary>The module's manifest: beside the folder of the folder of this assembly.</summary>
    public static string Manifest { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(PowerShellProgram).Assembly.Location)!, "..", "..", "BatchNorm.psd1"));

    /// <summary>PowerShell's program: that of this session, or one of the search path; null where there is none.</summary>
    /// <param name="home">The session's $PSHOME.</param>
    public static string? Find(string home) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Prepend(home)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, Name))
            .FirstOrDefault(File.Exists);
}
