using System.Text.Json;

namespace ModulePackage;

/// <summary>The packages that a project was restored with, with their files: project.assets.json.</summary>
internal sealed class PackageAssets(IReadOnlyList<Package> packages)
{
    public static PackageAssets Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        string[] roots = [.. document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        return new PackageAssets(
        [
            .. from library in document.RootElement.GetProperty("libraries").EnumerateObject()
               where library.Value.GetProperty("type").GetString() == "package"
               let path = library.Value.GetProperty("path").GetString()!
               select new Package(
                   roots.Select(root => Path.Combine(root, path)).First(Directory.Exists),
                   [.. library.Value.GetProperty("files").EnumerateArray().Select(name => name.GetString()!)]),
        ]);
    }

    /// <summary>A notice for every package that libraries come from.</summary>
    /// <param name="libraries">Paths in the module's folder.</param>
    /// <exception cref="InvalidDataException">A library comes from none, or its package does not say on which terms.</exception>
    public IEnumerable<Notice> Notices(IEnumerable<string> libraries) =>
        libraries.GroupBy(Origin).OrderBy(origin => origin.Key.Id, StringComparer.Ordinal).Select(origin => origin.Key.Notice([.. origin]));

    private Package Origin(string library) =>
        packages.Where(package => package.Holds(Path.GetFileName(library))).ToArray() switch
        {
            [Package package] => package,
            [] => throw new InvalidDataException(
                $"{library} is in none of the packages that the module was built with, so nothing says on which terms it is there. If an earlier " +
                "build left it, delete bin/ and build again."),
            Package[] several => throw new InvalidDataException(
                $"{library} is in several packages ({string.Join(", ", several.Select(package => package.Id))}): tell them apart in {nameof(PackageAssets)}."),
        };
}
