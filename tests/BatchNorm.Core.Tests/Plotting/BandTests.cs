namespace BatchNorm.Plotting;

public class BandTests
{
    // mean 0.25, sum of squared deviations 0.05, standard deviation sqrt(0.05 / 3), t of 3 degrees of freedom 3.182446
    [Theory]
    [InlineData(BandKind.StandardDeviation, 0.12909944)]
    [InlineData(BandKind.StandardError, 0.06454972)]
    [InlineData(BandKind.ConfidenceInterval, 0.20542604)]
    [InlineData(BandKind.Range, 0.15)]
    public void A_band_lies_around_the_mean(BandKind kind, double half)
    {
        Band band = Band.Around([0.4, 0.1, 0.3, 0.2], kind);

        Assert.Equal(0.25, band.Mean, 1e-12);
        Assert.Equal(0.25 - half, band.Lower, 1e-7);
        Assert.Equal(0.25 + half, band.Upper, 1e-7);
    }

    [Fact]
    public void The_range_is_not_centred_on_the_mean() => Assert.Equal(new Band(0, 0.25, 0.75), Band.Around([0, 0, 0.75], BandKind.Range));

    [Theory]
    [InlineData(BandKind.StandardDeviation, 0.1, 1)] // 0.6 ± 0.57
    [InlineData(BandKind.ConfidenceInterval, 0, 1)] // 0.6 ± 5.08
    public void A_band_ends_where_accuracies_do(BandKind kind, double lower, double upper)
    {
        Band band = Band.Around([0.2, 1], kind);

        Assert.Equal(0.6, band.Mean, 1e-12);
        Assert.InRange(band.Lower, 0, lower);
        Assert.Equal(upper, band.Upper);
    }

    [Fact]
    public void A_value_that_is_no_number_leaves_no_band() =>
        Assert.True(double.IsNaN(Band.Around([0.5, double.NaN], BandKind.StandardDeviation).Mean));
}
