using System.Globalization;
using CsCheck;

namespace BatchNorm.Settings;

public class SettingTextTests
{
    private static readonly string[] Cultures = ["", "en-US", "de-DE", "tr-TR", "fa-IR"];

    [Fact]
    public void Every_whole_number_is_read_back_in_every_culture() => Gen.Int.Sample(number =>
    {
        foreach (CultureInfo culture in Cultures.Select(CultureInfo.GetCultureInfo))
        {
            Assert.Equal(number, SettingText.WholeNumber.Read(SettingText.WholeNumber.Write(number), culture));
            Assert.Equal(number, SettingText.WholeNumber.Read(number.ToString(culture), culture));
        }
    });

    [Theory]
    [InlineData("1.000")]
    [InlineData("1,000")]
    [InlineData("1 000")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("007")]
    [InlineData("2147483648")]
    [InlineData("ten")]
    [InlineData("")]
    public void What_is_no_whole_number_is_refused_in_every_culture(string text) => Assert.All(Cultures, culture =>
    {
        Assert.Throws<FormatException>(() => SettingText.WholeNumber.Read(text, CultureInfo.GetCultureInfo(culture)));
        Assert.Throws<FormatException>(() => SettingText.WholeNumber.ReadSeveral(text, CultureInfo.GetCultureInfo(culture)));
    });

    [Theory]
    [InlineData("100,100,100", new[] { 100, 100, 100 })]
    [InlineData("1, -2", new[] { 1, -2 })]
    [InlineData("7", new[] { 7 })]
    [InlineData("1..4", new[] { 1, 2, 3, 4 })]
    [InlineData("-2..0,9", new[] { -2, -1, 0, 9 })]
    public void Whole_numbers_are_listed_with_commas_and_ranges(string text, int[] expected) =>
        Assert.All(Cultures, culture => Assert.Equal(expected, SettingText.WholeNumber.ReadSeveral(text, CultureInfo.GetCultureInfo(culture))));

    [Theory]
    [InlineData("4..1")]
    [InlineData("1..2..3")]
    [InlineData("1..")]
    [InlineData("0..2147483647")]
    [InlineData("-2147483648..2147483647")]
    public void A_range_that_is_none_or_endless_is_refused(string text) =>
        Assert.Throws<FormatException>(() => SettingText.WholeNumber.ReadSeveral(text, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("ReLU", Activation.ReLU)]
    [InlineData("SIGMOID", Activation.Sigmoid)]
    [InlineData("silu", Activation.SiLU)] // whose i is another letter's small one in Turkish
    [InlineData("tanh", Activation.Tanh)]
    [InlineData(" elu ", Activation.ELU)]
    [InlineData("sig", Activation.Sigmoid)]
    public void Names_are_read_in_any_case_and_as_far_as_they_tell(string text, Activation expected) =>
        Assert.All(Cultures, culture => Assert.Equal(expected, SettingText.Name<Activation>().Read(text, CultureInfo.GetCultureInfo(culture))));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("S")] // Sigmoid, SiLU, Softplus
    [InlineData("ReLU,Sigmoid")]
    [InlineData("Nothing")]
    public void What_is_no_name_is_refused_with_all_names(string text) => Assert.Contains(
        "ReLU, Sigmoid, Tanh",
        Assert.Throws<FormatException>(() => SettingText.Name<Activation>().Read(text, CultureInfo.InvariantCulture)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Several_names_are_several_values() => Assert.Equal(
        [Activation.Sigmoid, Activation.Tanh], SettingText.Name<Activation>().ReadSeveral("Sigmoid, tanh", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("True", true)]
    [InlineData("false", false)]
    public void Flags_are_read_in_any_case(string text, bool expected) =>
        Assert.All(Cultures, culture => Assert.Equal(expected, SettingText.Flag.Read(text, CultureInfo.GetCultureInfo(culture))));

    [Theory]
    [InlineData("")]
    [InlineData("perhaps")]
    [InlineData("1")]
    public void What_is_no_flag_is_refused(string text) =>
        Assert.Throws<FormatException>(() => SettingText.Flag.Read(text, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(7 * 0.05, "0.35")]
    [InlineData(1.0 / 3, "0.333333333")]
    [InlineData(0.35000001, "0.35000001")]
    [InlineData(123456789, "123456789")]
    [InlineData(0.012345, "0.012345")]
    [InlineData(0.00001, "1E-05")]
    [InlineData(2, "2")]
    public void To_people_a_number_has_as_many_digits_as_networks_compute_with(double number, string words)
    {
        var settings = new ExperimentSettings { LearningRate = number };

        Assert.Equal((words, $"learning rate {words}"), (SettingTable.Named("LearningRate").Words(settings), SettingTable.Named("LearningRate").Phrase(settings)));
        Assert.Equal(number, double.Parse(SettingTable.Named("LearningRate").Text(settings), System.Globalization.CultureInfo.InvariantCulture));
    }
}
