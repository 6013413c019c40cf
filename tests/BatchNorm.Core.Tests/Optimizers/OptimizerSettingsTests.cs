using BatchNorm.Settings;

namespace BatchNorm.Optimizers;

public class OptimizerSettingsTests
{
    [Theory]
    [InlineData(OptimizerKind.SGD, null)]
    [InlineData(OptimizerKind.Momentum, 0.9)]
    [InlineData(OptimizerKind.Nesterov, 0.9)]
    [InlineData(OptimizerKind.RMSProp, 0.9)]
    [InlineData(OptimizerKind.Adam, 0.9)]
    public void Without_a_choice_the_momentum_is_the_usual_one(OptimizerKind kind, double? momentum)
    {
        Assert.Equal(momentum, new OptimizerSettings(kind).Momentum);
        Assert.Equal(new OptimizerSettings(kind, momentum), new OptimizerSettings(kind));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(0.99999999)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_momentum_out_of_its_range_is_refused_in_words(double momentum) => Assert.StartsWith(
        "The momentum must be at least 0 and below 1",
        Assert.Throws<ArgumentOutOfRangeException>(() => new OptimizerSettings(OptimizerKind.Adam, momentum)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_ends_of_the_range_are_in_it()
    {
        Assert.Equal(0, new OptimizerSettings(OptimizerKind.Momentum, 0).Momentum);
        Assert.True((float)new OptimizerSettings(OptimizerKind.Momentum, ExperimentSettings.MaximumMomentum).Momentum! < 1);
    }

    [Fact]
    public void A_momentum_for_SGD_is_refused_in_words() => Assert.StartsWith(
        "The optimizer SGD has no momentum.",
        Assert.Throws<ArgumentException>(() => new OptimizerSettings(OptimizerKind.SGD, 0.9)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_optimizer_that_there_is_not_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OptimizerSettings((OptimizerKind)17));
}
