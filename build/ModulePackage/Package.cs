using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ModulePackage;

/// <summary>A package as it was restored.</summary>
internal sealed partial class Package
{
    /// <summary>The licenses of packages that only say where theirs is to be read, as it was read there.</summary>
    private static readonly Dictionary<string, string> ReadElsewhere = new(StringComparer.Ordinal) { ["K4os.Compression.LZ4"] = "MIT" };

    private readonly string _folder;
    private readonly IReadOnlyList<string> _files;
    private readonly XElement _metadata;

    /// <param name="folder">Where it is unpacked.</param>
    /// <param name="files">All its files, as paths in the folder.</param>
    public Package(string folder, IReadOnlyList<string> files)
    {
        _folder = folder;
        _files = files;
        string description = files.Single(file => file.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase) && !file.Contains('/'));
        _metadata = XDocument.Load(Path.Combine(folder, description)).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    public string Id => Value("id")!;

    public bool Holds(string fileName) => _files.Any(file => file.EndsWith($"/{fileName}", StringComparison.Ordinal));

    /// <summary>The notice for files of it.</summary>
    /// <exception cref="InvalidDataException">It does not say on which terms they are given.</exception>
    public Notice Notice(IReadOnlyList<string> files)
    {
        string license = _metadata.Elements().FirstOrDefault(IsExpression)?.Value ?? ReadElsewhere.GetValueOrDefault(Id)
            ?? throw new InvalidDataException($"The package {Id} has no license expression: read its terms, and teach {nameof(Package)} to find them.");
        string? copyright = Value("copyright");
        return new Notice(
            $"{Id} {Value("version")}", files, [], license, Value("projectUrl") ?? "", copyright, Texts(license, copyright ?? Value("authors")!));
    }

    private static bool IsExpression(XElement element) =>
        element.Name.LocalName == "license" && (string?)element.Attribute("type") == "expression";

    /// <summary>What the package brings itself. Where there is no license among it, the expression's text stands in, for the owner it names.</summary>
    private IReadOnlyList<string> Texts(string license, string owner)
    {
        string[] own = [.. _files.Where(file => Terms().IsMatch(file)).Order(StringComparer.Ordinal)];
        IEnumerable<string> texts = own.Select(file => File.ReadAllText(Path.Combine(_folder, file)).ReplaceLineEndings("\n").Trim());
        return own.Any(file => file.Contains("LICENSE", StringComparison.OrdinalIgnoreCase))
            ? [.. texts]
            : [.. texts.Prepend($"{owner}\n\n{LicenseText.Of(license)}")];
    }

    private string? Value(string name) => _metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();

    [GeneratedRegex(@"(^|/)(LICENSE|NOTICE|THIRD-PARTY-NOTICE)[^/]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Terms();
}
