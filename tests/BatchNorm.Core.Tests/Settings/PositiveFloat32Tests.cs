using BatchNorm.Data;
using BatchNorm.Networks;

namespace BatchNorm.Settings;

public class PositiveFloat32Tests
{
    [Theory]
    [InlineData(1.5e-45, true)]
    [InlineData(3.4e38, true)]
    [InlineData(1e-300, false)]
    [InlineData(1e39, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void It_holds_what_is_above_0_and_finite_once_rounded(double value, bool holds) => Assert.Equal(holds, PositiveFloat32.Holds(value));

    public static TheoryData<string, Action> Settings => new()
    {
        { "LearningRate", () => _ = new Experiment { LearningRate = 1e-300 } },
        { "Epsilon", () => _ = new BatchNormSettings { Epsilon = 1e-300 } },
        { "weight scale", () => InitialWeights.Draw(ImageShape.Row(4), [3], 2, 1e-300, seed: 1) },
        { "weight scale", () => new RecurrentDefinition(new ImageShape(28, 28), 3, 10, Activation.Tanh, null, pixelByPixel: false, permuted: false).Draw(1e-300, seed: 1) },
    };

    [Theory]
    [MemberData(nameof(Settings), DisableDiscoveryEnumeration = true)]
    public void Every_such_setting_says_what_float32_can_hold(string setting, Action set)
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(set).Message;

        Assert.Contains("float32 can hold, from about 1.4E-45 to 3.4E+38", message, StringComparison.Ordinal);
        Assert.Contains(setting, message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.99999999)] // 1 in float32
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_decay_that_would_never_move_an_estimate_is_refused(double decay) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormSettings { Decay = decay });
}
