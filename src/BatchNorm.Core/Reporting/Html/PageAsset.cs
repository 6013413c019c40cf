using System.Security.Cryptography;
using System.Text;

namespace BatchNorm.Reporting.Html;

/// <summary>A style sheet or a script that is part of every page, and the hash by which a page's policy allows it.</summary>
internal sealed class PageAsset
{
    private readonly string _name;

    /// <param name="name">The name of a file that is embedded beside the code.</param>
    public PageAsset(string name)
    {
        _name = $"BatchNorm.Reporting.{name}";
        Text = Read();
        Hash = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";
    }

    /// <summary>What stands in the page.</summary>
    public string Text { get; }

    /// <summary>Its hash, as a policy names it.</summary>
    public string Hash { get; }

    private string Read()
    {
        using Stream stream = typeof(PageAsset).Assembly.GetManifestResourceStream(_name)
            ?? throw new InvalidOperationException($"{_name} is not embedded in {typeof(PageAsset).Assembly.FullName}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // Browsers hash what is left once they have read every line's end as a line feed.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
