namespace BatchNorm.Data;

/// <summary>Where to look for MNIST: the first folder that is named decides; only the cache is ever written to.</summary>
/// <param name="GivenFolder">The folder the user gave for this call, or null.</param>
/// <param name="EnvironmentFolder">The folder that <see cref="EnvironmentVariable"/> names, or null.</param>
/// <param name="CacheFolder">Where MNIST is kept once it was downloaded; need not exist.</param>
public sealed record MnistPlaces(string? GivenFolder, string? EnvironmentFolder, string CacheFolder)
{
    /// <summary>The environment variable that names a folder with MNIST.</summary>
    public const string EnvironmentVariable = "BATCHNORM_DATA";

    /// <summary>The folder that decides.</summary>
    public string Folder => GivenFolder ?? EnvironmentFolder ?? CacheFolder;

    /// <summary>The places for the user who runs this process: the one member that looks at its environment.</summary>
    /// <param name="givenFolder">The folder the user gave for this call, or null.</param>
    public static MnistPlaces OfThisUser(string? givenFolder = null) => new(
        givenFolder,
        Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } folder ? folder : null,
        CacheFolderUnder(Environment.GetEnvironmentVariable("XDG_CACHE_HOME")));

    /// <summary>The folder BatchNorm/mnist where each system wants caches to be.</summary>
    /// <param name="xdgCacheHome">Used on Linux and its kin; ignored unless absolute, as the XDG specification demands.</param>
    internal static string CacheFolderUnder(string? xdgCacheHome)
    {
        string root = OperatingSystem.IsWindows() ? SystemFolder(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(SystemFolder(Environment.SpecialFolder.UserProfile), "Library", "Caches")
            : Path.IsPathFullyQualified(xdgCacheHome ?? "") ? xdgCacheHome!
            : Path.Combine(SystemFolder(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(root, "BatchNorm", "mnist");

        static string SystemFolder(Environment.SpecialFolder folder) =>
            Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify);
    }
}
