namespace BatchNorm.Statistics;

public class CriticalValueTests
{
    // Student's table as textbooks print it, e.g. NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
    [Theory]
    [InlineData(1, 0.95, 12.706)]
    [InlineData(2, 0.95, 4.303)]
    [InlineData(4, 0.95, 2.776)]
    [InlineData(9, 0.95, 2.262)]
    [InlineData(19, 0.95, 2.093)]
    [InlineData(30, 0.95, 2.042)]
    [InlineData(100, 0.95, 1.984)]
    [InlineData(9, 0.90, 1.833)]
    [InlineData(9, 0.99, 3.250)]
    public void Students_are_those_of_the_table(int degreesOfFreedom, double confidence, double tabled) =>
        Assert.Equal(tabled, CriticalValue.Student(degreesOfFreedom, confidence), 0.0006);

    // Closed forms: tan(pi c / 2) for one degree of freedom, c sqrt(2 / (1 - c^2)) for two.
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.9999)]
    [InlineData(0.999999)]
    public void Students_are_right_however_far_out(double confidence)
    {
        AssertClose(Math.Tan(Math.PI * confidence / 2), CriticalValue.Student(1, confidence));
        AssertClose(confidence * Math.Sqrt(2 / ((1 - confidence) * (1 + confidence))), CriticalValue.Student(2, confidence));

        static void AssertClose(double expected, double actual) => Assert.InRange(actual / expected, 1 - 1e-8, 1 + 1e-8);
    }

    [Theory]
    [InlineData(0.90, 1.6449)]
    [InlineData(0.95, 1.9600)]
    [InlineData(0.99, 2.5758)]
    public void Normal_ones_are_those_of_the_table(double confidence, double tabled) =>
        Assert.Equal(tabled, CriticalValue.Normal(confidence), 0.00005);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(95)]
    [InlineData(double.NaN)]
    public void What_is_no_confidence_level_is_refused(double confidence)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CriticalValue.Student(3, confidence));
        Assert.Throws<ArgumentOutOfRangeException>(() => CriticalValue.Normal(confidence));
    }
}
