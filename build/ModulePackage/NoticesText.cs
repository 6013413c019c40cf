using System.Globalization;

namespace ModulePackage;

/// <summary>The page of notices: every work with its files and terms, then the texts, each of them once.</summary>
internal static class NoticesText
{
    private const string FilesLabel = "Files:     ";

    public static string Of(string module, IReadOnlyList<Notice> notices)
    {
        string[] texts = [.. notices.SelectMany(notice => notice.Texts).Distinct()];
        return string.Concat(
        [
            $"{module} is under the MIT License (LICENSE). In its folder are works of others, under the terms below.\n",
            .. notices.Select(notice => Entry(notice, texts)),
            .. texts.Select((text, index) => $"\n{Rule}\nText {Number(index)}\n{Rule}\n\n{text}\n"),
        ]);
    }

    /// <summary>The files that a page has notices for.</summary>
    public static IEnumerable<string> FilesOf(string page) => page.Split('\n')
        .Where(line => line.StartsWith(FilesLabel, StringComparison.Ordinal))
        .SelectMany(line => line[FilesLabel.Length..].Split(' '));

    private static string Rule { get; } = new('=', 80);

    private static string Entry(Notice notice, string[] texts) => string.Concat(
        $"\n{notice.Name}\n",
        Line(FilesLabel, string.Join(' ', notice.Files)),
        Line("Inside of: ", string.Join(' ', notice.Inside)),
        Line("Copyright: ", notice.Copyright),
        Line("License:   ", notice.License),
        Line("Address:   ", notice.Address),
        Line("Texts:     ", string.Join(", ", notice.Texts.Select(text => Number(Array.IndexOf(texts, text))))));

    private static string Line(string label, string? value) => string.IsNullOrEmpty(value) ? "" : $"{label}{value}\n";

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
