namespace BatchNorm.Shell;

/// <summary>Finds the module that the shell imports.</summary>
internal static class ModuleLocator
{
    public const string ManifestName = "BatchNorm.psd1";

    /// <summary>
    /// The manifest in a folder or in the nearest folder above it: the repository's root for a shell that was built in it,
    /// the module's own folder for one that is installed beside or below it.
    /// </summary>
    /// <exception cref="FileNotFoundException">No such folder holds it, or what it describes was not built.</exception>
    public static string Find(string folder)
    {
        for (DirectoryInfo? candidate = new(folder); candidate is not null; candidate = candidate.Parent)
        {
            string manifest = Path.Combine(candidate.FullName, ManifestName);
            if (File.Exists(manifest))
            {
                return Directory.Exists(Path.Combine(candidate.FullName, "bin"))
                    ? manifest
                    : throw new FileNotFoundException(
                        $"'{candidate.FullName}' has no folder bin, where it would be. Build it first: dotnet build.", manifest);
            }
        }

        throw new FileNotFoundException(
            $"{ManifestName} is neither in '{folder}' nor in any folder above it. " +
            "Run the shell from a clone of the repository, or from a folder inside the installed module.",
            ManifestName);
    }
}
