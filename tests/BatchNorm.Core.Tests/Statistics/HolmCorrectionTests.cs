using CsCheck;

namespace BatchNorm.Statistics;

public class HolmCorrectionTests
{
    private static readonly Gen<double[]> Values = Gen.Double[0, 1].Array[0, 40];

    [Fact]
    public void The_values_are_those_worked_by_hand()
    {
        // In order 0.005 x 4 = 0.02, 0.01 x 3 = 0.03, 0.03 x 2 = 0.06, and 0.04 x 1, which must not be less than the one before.
        Assert.Equal([0.03, 0.06, 0.06, 0.02], HolmCorrection.Of([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void None_is_above_1() => Assert.Equal([1.0, 1.0], HolmCorrection.Of([0.6, 0.9]));

    [Fact]
    public void One_by_itself_stays_and_of_none_there_is_none()
    {
        Assert.Equal([0.04], HolmCorrection.Of([0.04]));
        Assert.Empty(HolmCorrection.Of([]));
    }

    [Fact]
    public void What_could_not_be_tested_is_not_counted() =>
        Assert.Equal([null, 0.04, null, 0.5], HolmCorrection.OfKnown([null, 0.02, null, 0.5]));

    [Fact]
    public void It_never_lowers_a_value_and_never_passes_1() => Values.Sample(values =>
        HolmCorrection.Of(values).Zip(values).All(pair => pair.First >= pair.Second && pair.First <= 1));

    [Fact]
    public void It_keeps_the_order_of_values() => Values.Sample(values =>
    {
        double[] inOrder = [.. HolmCorrection.Of(values).Zip(values).OrderBy(pair => pair.Second).Select(pair => pair.First)];
        return inOrder.SequenceEqual(inOrder.Order());
    });

    [Fact]
    public void It_rejects_no_more_than_no_correction_and_no_less_than_Bonferroni() => Values.Sample(values =>
        HolmCorrection.Of(values).Zip(values).All(pair => pair.First <= Math.Min(1, values.Length * pair.Second)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void What_is_no_probability_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => HolmCorrection.Of([0.5, value]));
}
