namespace BatchNorm.PowerShell.Hosting;

/// <summary>Where the module under test is.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Manifest => Path.Combine(Root, "BatchNorm.psd1");

    /// <summary>The folder with MNIST, or null where this machine has none.</summary>
    public static string? Mnist => Environment.GetEnvironmentVariable("BATCHNORM_DATA") is { Length: > 0 } folder ? folder : null;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BatchNorm.psd1")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No BatchNorm.psd1 above the tests.");
    }
}
