namespace BatchNorm.Plotting;

public class BandTests
{
    // mean 2.5, sum of squared deviations 5, standard deviation sqrt(5 / 3), t of 3 degrees of freedom 3.182446
    [Theory]
    [InlineData(BandKind.StandardDeviation, 1.2909944)]
    [InlineData(BandKind.StandardError, 0.6454972)]
    [InlineData(BandKind.ConfidenceInterval, 2.0542604)]
    [InlineData(BandKind.Range, 1.5)]
    public void A_band_lies_around_the_mean(BandKind kind, double half)
    {
        Band band = Band.Around([4, 1, 3, 2], kind);

        Assert.Equal(2.5, band.Mean, 1e-12);
        Assert.Equal(2.5 - half, band.Lower, 1e-6);
        Assert.Equal(2.5 + half, band.Upper, 1e-6);
    }

    [Fact]
    public void The_range_is_not_centred_on_the_mean() => Assert.Equal(new Band(0, 1, 3), Band.Around([0, 0, 3], BandKind.Range));

    [Fact]
    public void A_value_that_is_no_number_leaves_no_band() =>
        Assert.True(double.IsNaN(Band.Around([0.5, double.NaN], BandKind.StandardDeviation).Mean));
}
