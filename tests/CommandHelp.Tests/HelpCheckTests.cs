using CommandHelp.Checking;
using CommandHelp.Commands;
using CommandHelp.Pages;
using CommandHelp.Writing;

namespace CommandHelp;

public sealed class HelpCheckTests(ModuleHelp help)
{
    private const string Name = "New-InitialWeight";

    private const string Whole = """
        # New-InitialWeight

        Draws weights.

        ## Description

        Draws them with -Seed, and New-NeuralNet -InitialWeight takes them. Export-Csv -Append is of others.

        ## Examples

        ### One

        ```powershell
        New-InitialWeight -Seed 1 | New-NeuralNet -BatchNorm
        ```

        A sentence.

        ### Two

        ```powershell
        New-InitialWeight -Verbose
        ```

        A sentence.

        ### Three

        ```powershell
        New-InitialWeight | Export-Csv -Append x.csv
        ```

        A sentence.

        ## Inputs

        - None

        ## Outputs

        - `BatchNorm.Networks.InitialWeights`: Weights.

        ## Links

        - New-NeuralNet
        """;

    [Fact]
    public void The_help_of_the_module_is_whole()
    {
        IReadOnlyList<string> problems = HelpCheck.Problems(help.Commands, help.Pages);

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void The_topic_on_the_module_names_every_cmdlet() =>
        Assert.All(help.Commands, command => Assert.Contains(command.Name, TopicText.Of(help.PageOf("about_BatchNorm")), StringComparison.Ordinal));

    [Fact]
    public void A_page_that_is_whole_has_no_problem() => Assert.Empty(ProblemsOf(Whole));

    [Fact]
    public void A_cmdlet_without_a_page_is_found()
    {
        Page[] others = [.. help.Pages.Where(page => page.Name != Name)];

        Assert.Equal("New-InitialWeight has no page New-InitialWeight.md.", Assert.Single(HelpCheck.Problems(help.Commands, others)));
    }

    [Fact]
    public void A_page_whose_cmdlet_is_gone_is_found()
    {
        Command[] others = [.. help.Commands.Where(command => command.Name != Name)];

        Assert.Contains("New-InitialWeight.md: There is no such cmdlet.", HelpCheck.Problems(others, help.Pages));
    }

    [Fact]
    public void A_parameter_without_a_text_is_found() =>
        Assert.Contains("New-InitialWeight -Seed has no HelpMessage.", ProblemsOf(Whole, seed: ""));

    [Fact]
    public void A_parameter_that_does_not_tell_its_default_is_found() =>
        Assert.Contains("New-InitialWeight -Seed does not say that it is 1 unless given.", ProblemsOf(Whole, seed: "Draws the weights."));

    [Fact]
    public void A_parameter_that_is_gone_is_found_in_the_text_of_another() =>
        Assert.Contains("New-InitialWeight -Seed names -Sead, which is no parameter.", ProblemsOf(Whole, seed: "1, unlike -Sead."));

    [Theory]
    [InlineData("Draws weights.", "", "There is no paragraph under the heading, which is the synopsis.")]
    [InlineData("## Description", "## Descriptions", "It has no section 'Description'.")]
    [InlineData("- None", "", "It has no section 'Inputs'.")]
    [InlineData("- New-NeuralNet", "", "It has no section 'Links'.")]
    [InlineData("### Three", "Three", "It has 2 examples; 3 are the least.")]
    [InlineData("```powershell\nNew-InitialWeight -Verbose", "```text\nNew-InitialWeight -Verbose", "The example 'Two' has no block of powershell.")]
    [InlineData("New-InitialWeight -Verbose", "New-InitialWeight -Verbose -HiddenLayer 100,100,100,100,100,100,100,100,100,100",
        "The example 'Two' has a line longer than 76 columns: New-InitialWeight -Verbose -HiddenLayer 100,100,100,100,100,100,100,100,100,100")]
    [InlineData("A sentence.\n\n### Two", "### Two", "The example 'One' has no sentence.")]
    [InlineData("BatchNorm.Networks.InitialWeights", "System.String", "Its outputs do not tell of BatchNorm.Networks.InitialWeights, which the cmdlet says it writes.")]
    [InlineData("with -Seed", "with -Sead", "It names -Sead, which is no parameter.")]
    [InlineData("New-NeuralNet -BatchNorm", "New-NeuralNet -BatchNorms", "It names New-NeuralNet -BatchNorms, which is no parameter.")]
    public void What_a_page_lacks_or_has_too_much_is_found(string whole, string broken, string problem)
    {
        string text = Whole.ReplaceLineEndings("\n");
        Assert.Contains(whole, text, StringComparison.Ordinal);

        Assert.Contains($"New-InitialWeight.md: {problem}", ProblemsOf(text.Replace(whole, broken, StringComparison.Ordinal)));
    }

    /// <summary>The problems of a page in the place of the cmdlet's own, and of its -Seed with another text.</summary>
    private IReadOnlyList<string> ProblemsOf(string page, string? seed = null)
    {
        Page[] pages = [.. help.Pages.Select(one => one.Name == Name ? Page.Of(Name, page) : one)];
        Command[] commands = [.. help.Commands.Select(command => command.Name == Name && seed is not null ? WithSeedText(command, seed) : command)];
        return HelpCheck.Problems(commands, pages);
    }

    private static Command WithSeedText(Command command, string text) => command with
    {
        ParameterSets = [.. command.ParameterSets.Select(set => set with
        {
            Parameters = [.. set.Parameters.Select(parameter => parameter.Name == "Seed" ? parameter with { Help = text } : parameter)],
        })],
    };
}
