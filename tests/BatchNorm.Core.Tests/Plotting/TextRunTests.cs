namespace BatchNorm.Plotting;

/// <summary>Typefaces in these tests are texts that hold the letters they have.</summary>
public class TextRunTests
{
    private const string Latin = "Latin abcdefghijklmnopqrstuvwxyz", Armenian = "\u0532\u0561\u0580\u0587", Chinese = "abc\u7cbe\u5ea6", Emoji = "\U0001F680\U0001F469\U0001F467";

    [Fact]
    public void A_text_that_the_usual_typeface_has_is_one_run_in_it() =>
        Assert.Equal([("abc def", Latin)], Split("abc def", Others(alsoUnneeded: true)));

    [Fact]
    public void Letters_that_it_lacks_go_to_the_first_typeface_that_has_them() =>
        Assert.Equal(
            [("a ", Latin), ("\u7cbe\u5ea6", Chinese), (" b", Latin), ("\u0532", Armenian), ("\U0001F680", Emoji)],
            Split("a \u7cbe\u5ea6 b\u0532\U0001F680", Others()));

    [Fact]
    public void Letters_that_none_has_stay_with_the_usual_one() => Assert.Equal([("a\u0e01b", Latin)], Split("a\u0e01b", Others()));

    [Fact]
    public void What_is_one_letter_to_a_reader_stays_whole() =>
        Assert.Equal([("\U0001F469\u200D\U0001F467", Emoji), ("a", Latin)], Split("\U0001F469\u200D\U0001F467a", Others()));

    [Fact]
    public void For_a_whole_text_the_typeface_with_the_most_of_its_letters_is_best()
    {
        Assert.Equal(Latin, Best("abc"));
        Assert.Equal(Chinese, Best("abc \u7cbe\u5ea6"));
        Assert.Equal(Latin, Best("abcdef \u7cbe"));
        Assert.Equal(Latin, Best("\u0e01"));
    }

    private static IEnumerable<(string, string)> Split(string text, IEnumerable<string> others) =>
        TextRun<string>.Split(text, Latin, others, Has).Select(run => (run.Text, run.Typeface));

    private static string Best(string text) => TextRun<string>.Best(text, Latin, Others(), Has);

    private static IEnumerable<string> Others(bool alsoUnneeded = false)
    {
        if (alsoUnneeded)
            Assert.Fail("The machine's typefaces are looked at although none is needed.");
        yield return Armenian;
        yield return Chinese;
        yield return Emoji;
    }

    private static bool Has(string typeface, int letter) => typeface.Contains(char.ConvertFromUtf32(letter), StringComparison.Ordinal);
}
