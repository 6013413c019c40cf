using System.Text;

namespace ModulePackage;

/// <summary>The page of notices: every work with its files and terms, then the texts, each of them once.</summary>
internal static class NoticesText
{
    private const string FilesLabel = "Files:     ";

    public static string Of(string module, IReadOnlyList<Notice> notices)
    {
        List<string> texts = [.. notices.SelectMany(notice => notice.Texts).Distinct()];
        var page = new StringBuilder();
        page.Append($"{module} is under the MIT License (LICENSE). In its folder are works of others, under the terms below.\n");
        foreach (Notice notice in notices)
        {
            page.Append($"\n{notice.Name}\n");
            Add("Files", string.Join(' ', notice.Files));
            Add("Inside of", string.Join(' ', notice.Inside));
            Add("Copyright", notice.Copyright);
            Add("License", notice.License);
            Add("Address", notice.Address);
            Add("Texts", string.Join(", ", notice.Texts.Select(text => texts.IndexOf(text) + 1)));
        }

        for (int i = 0; i < texts.Count; i++)
            page.Append($"\n{new string('=', 80)}\nText {i + 1}\n{new string('=', 80)}\n\n{texts[i]}\n");
        return page.ToString();

        void Add(string label, string? value)
        {
            if (value is { Length: > 0 })
                page.Append($"{label + ":",-11}{value}\n");
        }
    }

    /// <summary>The files that a page has notices for.</summary>
    public static IEnumerable<string> FilesOf(string page) => page.Split('\n')
        .Where(line => line.StartsWith(FilesLabel, StringComparison.Ordinal))
        .SelectMany(line => line[FilesLabel.Length..].Split(' '));
}
