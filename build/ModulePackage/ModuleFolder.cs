using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BatchNorm.Build;

namespace ModulePackage;

/// <summary>A module as it is laid out: a folder called after its version, in one of its name.</summary>
internal sealed partial class ModuleFolder(string path)
{
    public const string NoticesName = "THIRD-PARTY-NOTICES.txt";

    private readonly DirectoryInfo _folder = new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    private string Name => _folder.Parent!.Name;

    private IEnumerable<string> Files => _folder.EnumerateFiles("*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder.FullName, file.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>The libraries, managed and native, as paths in the folder.</summary>
    public IEnumerable<string> Libraries => Files.Where(file => LibraryName().IsMatch(file));

    /// <summary>Writes the entries of the manifest that are known only now.</summary>
    /// <param name="entries">Each as name=value.</param>
    public void CompleteManifest(IEnumerable<string> entries)
    {
        string manifest = Path.Combine(_folder.FullName, $"{Name}.psd1");
        string complete = Manifest.Complete(File.ReadAllText(manifest), entries.Select(Entry).ToDictionary());
        Write(manifest, complete);
    }

    /// <summary>Writes down what is in the folder that others wrote, and their terms.</summary>
    public void WriteNotices(PackageAssets assets)
    {
        IReadOnlyList<Notice> notices = [.. assets.Notices(Libraries.Where(library => !IsOwn(library))), .. Part.Notices(Libraries)];
        Write(Path.Combine(_folder.FullName, NoticesName), NoticesText.Of(Name, notices));
    }

    /// <summary>What there is, in a line.</summary>
    public string Describe()
    {
        double megabytes = Files.Sum(file => new FileInfo(Path.Combine(_folder.FullName, file)).Length) / 1e6;
        return string.Create(CultureInfo.InvariantCulture, $"{Name} {_folder.Name}: {Files.Count()} files, {megabytes:F1} MB, in {_folder.FullName}");
    }

    private static bool IsOwn(string library) => Path.GetFileName(library).StartsWith("BatchNorm.", StringComparison.Ordinal);

    private static KeyValuePair<string, string> Entry(string text) =>
        text.Split('=', 2) is [string name, string value]
            ? new(name, value)
            : throw new InvalidDataException($"'{text}' is no entry of a manifest: write it as name=value.");

    private static void Write(string file, string text) => WholeFile.Write(file, Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"\.(dll|dylib|so(\.\d+)*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LibraryName();
}
