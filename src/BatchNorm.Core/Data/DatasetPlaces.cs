namespace BatchNorm.Data;

/// <summary>Where to look for datasets: the first folder that is named decides; only the cache is ever written to.</summary>
/// <param name="GivenFolder">The folder the user gave for this call, or null.</param>
/// <param name="EnvironmentFolder">The folder that <see cref="EnvironmentVariable"/> names, or null.</param>
/// <param name="CacheRoot">Where datasets are kept once they were downloaded, each in a folder of its own; need not exist.</param>
public sealed record DatasetPlaces(string? GivenFolder, string? EnvironmentFolder, string CacheRoot)
{
    /// <summary>The environment variable that names a folder with MNIST, or with a folder for every dataset.</summary>
    public const string EnvironmentVariable = "BATCHNORM_DATA";

    /// <summary>The folder of a dataset in the cache.</summary>
    public string CacheFolder(KnownDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Path.Combine(CacheRoot, dataset.FolderNames[0]);
    }

    /// <summary>
    /// The folder that decides. That of the environment variable does for MNIST, whether it is there or not; for any other dataset where it is there.
    /// </summary>
    public string FolderFor(KnownDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return GivenFolder ?? EnvironmentFolderFor(dataset) ?? CacheFolder(dataset);
    }

    /// <summary>The places for the user who runs this process: the one member that looks at its environment.</summary>
    /// <param name="givenFolder">The folder the user gave for this call, or null.</param>
    public static DatasetPlaces OfThisUser(string? givenFolder = null) => new(
        givenFolder,
        Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } folder ? folder : null,
        CacheRootUnder(Environment.GetEnvironmentVariable("XDG_CACHE_HOME")));

    /// <summary>The folder of the environment variable, where it is the one to read a dataset from.</summary>
    internal string? EnvironmentFolderFor(KnownDataset dataset) => EnvironmentFolder is { } folder && (dataset.AcceptsOthers || dataset.IsPlausiblyIn(folder))
        ? folder
        : null;

    /// <summary>The folder BatchNorm where each system wants caches to be.</summary>
    /// <param name="xdgCacheHome">Used on Linux and its kin; ignored unless absolute, as the XDG specification demands.</param>
    internal static string CacheRootUnder(string? xdgCacheHome)
    {
        string root = OperatingSystem.IsWindows() ? SystemFolder(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(SystemFolder(Environment.SpecialFolder.UserProfile), "Library", "Caches")
            : Path.IsPathFullyQualified(xdgCacheHome ?? "") ? xdgCacheHome!
            : Path.Combine(SystemFolder(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(root, "BatchNorm");

        static string SystemFolder(Environment.SpecialFolder folder) =>
            Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify);
    }
}
