using System.Text.RegularExpressions;

namespace BatchNorm.Peers.Protocol;

/// <summary>The peer's source, as it lies beside the program that starts it: what it reads and writes by name.</summary>
internal static class PythonScript
{
    private static readonly string Source = string.Concat(
        ((string[])["pytorch_loop.py", "pytorch_networks.py"]).Select(name => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, name))));

    /// <summary>The keys that are read of a variable: "a" of <c>variable["a"]</c>, and of <c>request["variable"]["a"]</c>.</summary>
    public static string[] KeysReadOf(string variable) =>
        [.. Matches($"""\b{variable}(?:"\])?\["(\w+)"\]""").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The keys of a dictionary that a method returns.</summary>
    public static string[] KeysReturnedBy(string method)
    {
        string body = Assert.Single(Matches($"""^    def {method}\((.*?)(?=^    def|^\S|\z)"""));
        string dictionary = Assert.Single(Regex.Matches(body, """return \{(.*?)\}\n""", RegexOptions.Singleline)).Groups[1].Value;
        return Keys(dictionary);
    }

    /// <summary>The keys of each dictionary that is sent without a method that makes it.</summary>
    public static IEnumerable<string[]> KeysSaid => Matches("""say\(\{(.*?)\}\)""").Select(Keys);

    /// <summary>The kinds of request that are answered, each with the method that does it.</summary>
    public static Dictionary<string, string> Answers => Regex
        .Matches(Assert.Single(Matches("""answers = \{(.*?)\}""")), @"""(\w+)"": worker\.(\w+)")
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static string[] Keys(string dictionary) =>
        [.. Regex.Matches(dictionary, @"""(\w+)"":").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Matches(string pattern) => Regex
        .Matches(Source.ReplaceLineEndings("\n"), pattern, RegexOptions.Singleline | RegexOptions.Multiline)
        .Select(match => match.Groups[1].Value);
}
