using System.Globalization;
using CsCheck;

namespace BatchNorm.Settings;

public class NumberTextTests
{
    private static readonly string[] Cultures = ["", "en-US", "de-DE", "tr-TR", "fa-IR", "sv-SE", "fr-FR", "ar-EG", "de-CH"];

    [Fact]
    public void Every_number_is_read_back_to_the_bit_in_every_culture() => Gen.Double.Sample(number =>
    {
        foreach (string culture in Cultures)
            Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(Read(SettingText.Number.Write(number), culture)));
    });

    [Fact]
    public void What_a_session_wrote_in_its_culture_is_read_there() => Gen.Double.Sample(number =>
    {
        foreach (string culture in Cultures)
            Assert.Equal(number, Read(number.ToString(CultureInfo.GetCultureInfo(culture)), culture));
    });

    [Theory]
    [InlineData("0,01", 0.01)]
    [InlineData("0,9525", 0.9525)]
    [InlineData("-0,5", -0.5)]
    [InlineData("0\u066b05", 0.05)] // fa-IR
    [InlineData("\u200e\u22121E\u200e\u221205", -1e-5)] // a negative number and exponent, as fa-IR writes them
    [InlineData("1E-05", 1e-5)]
    [InlineData("0.01", 0.01)]
    [InlineData("1.000", 1)]
    [InlineData("1.234", 1.234)]
    [InlineData("1e30", 1e30)]
    [InlineData(" 5 ", 5)]
    [InlineData("+5", 5)]
    [InlineData("\u221e", double.PositiveInfinity)]
    [InlineData("-\u221e", double.NegativeInfinity)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("NaN", double.NaN)]
    public void What_can_mean_one_thing_only_means_it_in_every_culture(string text, double expected) =>
        Assert.All(Cultures, culture =>
        {
            Assert.Equal(expected, Read(text, culture));
            Assert.Equal([expected], SettingText.Number.ReadSeveral(text, CultureInfo.GetCultureInfo(culture)));
        });

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("ten")]
    [InlineData("1 000")]
    [InlineData("1\u00a0000")]
    [InlineData("1'000")]
    [InlineData("1.000,5")]
    [InlineData("1,000.5")]
    [InlineData("1,000,000")]
    [InlineData("0x10")]
    [InlineData("0,01,0,1")]
    [InlineData(",5,")]
    public void What_is_no_number_is_refused_in_every_culture(string text) =>
        Assert.All(Cultures, culture => Assert.Throws<FormatException>(() => Read(text, culture)));

    [Theory]
    [InlineData("1,2", "de-DE", 1.2)]
    [InlineData("1,2", "tr-TR", 1.2)]
    [InlineData("1,234", "de-DE", 1.234)]
    [InlineData("1,2", "en-US", 1.2)]
    [InlineData("1,2", "", 1.2)]
    [InlineData("1234,567", "en-US", 1234.567)]
    [InlineData("1,5E-05", "en-US", 1.5e-5)]
    public void Where_there_is_room_for_one_number_a_comma_is_a_decimal_comma(string text, string culture, double expected) =>
        Assert.Equal(expected, Read(text, culture));

    [Fact]
    public void What_may_be_thousands_is_refused_where_commas_are_written_for_them()
    {
        const string Message = "'12,345' may be 12.345 or 12345. Write the one that is meant.";

        Assert.Equal(Message, Assert.Throws<FormatException>(() => Read("12,345", "en-US")).Message);
        Assert.Equal(Message, Assert.Throws<FormatException>(() => ReadSeveral("12,345", "en-US")).Message);
    }

    [Theory]
    [InlineData("1,2,3", "en-US")]
    [InlineData("1,2,3", "de-DE")]
    [InlineData("1, 2, 3", "fa-IR")]
    public void Several_commas_make_a_list(string text, string culture) => Assert.Equal([1, 2, 3], ReadSeveral(text, culture));

    [Fact]
    public void Points_tell_that_commas_make_a_list() =>
        Assert.All(Cultures, culture => Assert.Equal([0.01, 1], ReadSeveral("0.01,1", culture)));

    [Theory]
    [InlineData("en-US")]
    [InlineData("fa-IR")]
    [InlineData("")]
    public void One_number_or_two_is_asked_where_it_can_be_both(string culture)
    {
        string message = Assert.Throws<FormatException>(() => ReadSeveral("1,2", culture)).Message;

        Assert.Contains("Write 1.2 for one", message, StringComparison.Ordinal);
        Assert.Contains("1, 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_number_or_two_is_one_where_the_comma_is_the_decimal_one() => Assert.Equal([1.2], ReadSeveral("1,2", "de-DE"));

    [Theory]
    [InlineData("1,000,000")]
    [InlineData("0,01,0,1")]
    [InlineData("1,,2")]
    [InlineData("1,two")]
    public void A_list_of_what_nobody_types_is_refused(string text) =>
        Assert.All(Cultures, culture => Assert.Throws<FormatException>(() => ReadSeveral(text, culture)));

    private static double Read(string text, string culture) => SettingText.Number.Read(text, CultureInfo.GetCultureInfo(culture));

    private static IReadOnlyList<double> ReadSeveral(string text, string culture) =>
        SettingText.Number.ReadSeveral(text, CultureInfo.GetCultureInfo(culture));
}
