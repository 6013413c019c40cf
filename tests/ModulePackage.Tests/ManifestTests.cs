namespace ModulePackage;

public sealed class ManifestTests
{
    private const string Template = """
        @{
            Description = 'For {Platform}.'
            # ProjectUri = '{ProjectUri}'
            # A remark with {braces} stays, as does @{ of PowerShell's.
        }

        """;

    [Fact]
    public void Values_are_put_in_and_an_entry_with_a_value_is_no_comment_any_more() => Assert.Equal(
        """
        @{
            Description = 'For linux-x64.'
            ProjectUri = 'https://example.org/it''s'
            # A remark with {braces} stays, as does @{ of PowerShell's.
        }

        """,
        Manifest.Complete(Template, new Dictionary<string, string> { ["Platform"] = "linux-x64", ["ProjectUri"] = "https://example.org/it's" }));

    [Fact]
    public void An_entry_that_gets_no_value_goes() => Assert.DoesNotContain(
        "ProjectUri",
        Manifest.Complete(Template, new Dictionary<string, string> { ["Platform"] = "linux-x64", ["ProjectUri"] = "" }),
        StringComparison.Ordinal);

    [Fact]
    public void A_value_that_is_missing_where_one_is_needed_is_an_error_that_names_it()
    {
        var error = Assert.Throws<InvalidDataException>(() => Manifest.Complete(Template, new Dictionary<string, string>()));

        Assert.Contains("{Platform}", error.Message, StringComparison.Ordinal);
    }
}
