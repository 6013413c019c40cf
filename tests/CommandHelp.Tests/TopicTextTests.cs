using CommandHelp.Pages;
using CommandHelp.Writing;

namespace CommandHelp;

public sealed class TopicTextTests(ModuleHelp help)
{
    [Fact]
    public void A_topic_is_text_of_80_columns_whose_fifth_line_is_its_synopsis()
    {
        const string Long = "Words that go on and on, with `code` and a [link](https://example.org), until the line is longer than a terminal has columns.";
        string text = TopicText.Of(Page.Of("about_Something", $"# about_Something\n\nIn short.\n\n## Long description\n\n{Long}\n\n- {Long}\n\n### Part\n\n```powershell\nGet-Something |\n    Out-Null\n```\n"));

        Assert.Equal(
            """
            TOPIC
                about_Something

            SHORT DESCRIPTION
                In short.

            LONG DESCRIPTION
                Words that go on and on, with code and a link (https://example.org), until
                the line is longer than a terminal has columns.

                - Words that go on and on, with code and a link (https://example.org),
                  until the line is longer than a terminal has columns.

              Part
                  Get-Something |
                      Out-Null


            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void What_help_cannot_show_is_refused_with_its_page_and_line()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Page.Of("about_X", "# about_X\n\nShort.\n\n## Part\n\n> Quoted.\n"));

        Assert.StartsWith("about_X.md, line 7: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_stand_where_their_mark_is_each_with_what_is_usual()
    {
        string topic = TopicText.Of(help.PageOf("about_BatchNorm_Settings"));

        Assert.Contains("    - LearningRate: 0.01; Recurrent: 0.001. An axis.\n", topic, StringComparison.Ordinal);
        Assert.Contains("    - KernelSize (\"Kernels\"): 5. Convolutional networks only.\n", topic, StringComparison.Ordinal);
        Assert.Contains("    - Placement (\"Normalization\"): BeforeActivation. One of BeforeActivation,\n      AfterActivation.\n", topic, StringComparison.Ordinal);
        Assert.Contains("    - BatchesPerSample (\"Sampled every\"): 500. Changes no accuracy.\n", topic, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", topic, StringComparison.Ordinal);
    }
}
