using System.Xml.Linq;
using CommandHelp.Writing;

namespace CommandHelp;

public sealed class MamlFileTests(ModuleHelp help)
{
    [Fact]
    public void Online_help_is_the_first_address_where_the_project_has_one()
    {
        XElement command = Command(new Uri("https://example.org/batchnorm/docs/cmdlets/"), "Measure-BatchNorm");

        Assert.Equal("https://example.org/batchnorm/docs/cmdlets/Measure-BatchNorm.md", Values(command, "uri").First(address => address.Length > 0));
    }

    [Fact]
    public void No_other_page_is_opened_where_it_has_none() =>
        Assert.DoesNotContain(Values(Command(null, "Compare-BatchNorm").Descendants().Single(element => element.Name.LocalName == "relatedLinks"), "uri"), address => address.Length > 0);

    [Fact]
    public void Syntax_leaves_out_what_is_hidden_and_the_parameters_have_it()
    {
        XElement command = Command(null, "Compare-BatchNorm");

        Assert.All(Elements(command, "syntaxItem"), syntax => Assert.DoesNotContain("InputObject", Values(syntax, "name")));
        Assert.Equal(2, Elements(command, "syntaxItem").Count());
        Assert.Contains("InputObject", Values(Elements(command, "parameters").Single(), "name"));
    }

    [Fact]
    public void A_cmdlet_without_a_page_has_its_parameters_all_the_same()
    {
        XElement command = Elements(MamlFile.Of(help.Commands, [], null).Root!, "command").First();

        Assert.NotEmpty(Elements(command, "parameter"));
        Assert.Empty(Elements(command, "example"));
    }

    [Fact]
    public void An_example_shows_what_is_typed_and_then_what_is_printed()
    {
        XElement[] examples = [.. Elements(Command(null, "New-InitialWeight"), "example")];

        Assert.StartsWith("-------- Example 1: ", Values(examples[0], "title").Single(), StringComparison.Ordinal);
        Assert.EndsWith("\n\n256 x 64\n64 x 26", Values(examples[2], "code").Single(), StringComparison.Ordinal);
    }

    private XElement Command(Uri? onlineFolder, string name) =>
        Elements(MamlFile.Of(help.Commands, help.Pages, onlineFolder).Root!, "command").Single(command => Values(command, "name").First() == name);

    private static IEnumerable<XElement> Elements(XElement within, string name) => within.Descendants().Where(element => element.Name.LocalName == name);

    private static IEnumerable<string> Values(XElement within, string name) => Elements(within, name).Select(element => element.Value);
}
