using BatchNorm.Settings;
using CsCheck;

namespace BatchNorm.Experiments;

public class ExperimentGridTests
{
    [Fact]
    public void The_seeds_vary_fastest_and_the_activations_slowest() => Assert.Equal(
        [
            (Activation.ReLU, 0.01, 1), (Activation.ReLU, 0.01, 2), (Activation.ReLU, 1, 1), (Activation.ReLU, 1, 2),
            (Activation.Sigmoid, 0.01, 1), (Activation.Sigmoid, 0.01, 2), (Activation.Sigmoid, 1, 1), (Activation.Sigmoid, 1, 2),
        ],
        Experiments(("Seed", [1, 2]), ("LearningRate", [0.01, 1.0]), ("Activation", [Activation.ReLU, Activation.Sigmoid]))
            .Select(e => (e.Activation, e.LearningRate, e.Seed)));

    [Fact]
    public void A_grid_has_every_combination_once() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 4]).Sample((rates, scales, seeds) => Experiments(
            ("LearningRate", [.. Enumerable.Range(1, rates).Select(i => (object)(i * 0.1))]),
            ("WeightScale", [.. Enumerable.Range(1, scales).Select(i => (object)(i * 1.0))]),
            ("Seed", [.. Enumerable.Range(1, seeds).Cast<object>()]))
            .Select(e => (e.LearningRate, e.WeightScale, e.Seed)).Distinct().Count() == rates * scales * seeds);

    [Fact]
    public void What_was_not_given_is_as_usual_for_each_architecture() => Assert.Equal(
        [(Architecture.FullyConnected, Activation.ReLU, 0.01, "100,100,100"), (Architecture.Recurrent, Activation.Tanh, 0.001, "100")],
        Experiments(("Architecture", [Architecture.FullyConnected, Architecture.Recurrent]))
            .Select(e => (e.Architecture, e.Activation, e.LearningRate, e.HiddenLayer)));

    [Theory]
    [InlineData("KernelSize", 3, Architecture.FullyConnected, "Convolutional")]
    [InlineData("FeatureMaps", "2", Architecture.Recurrent, "Convolutional")]
    [InlineData("PixelByPixel", true, Architecture.FullyConnected, "Recurrent")]
    [InlineData("Permuted", true, Architecture.Convolutional, "Recurrent")]
    public void A_setting_that_an_architecture_has_not_is_refused_by_name(string setting, object value, Architecture architecture, string owner)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Experiments(("Architecture", [architecture]), (setting, [value])).ToArray());

        Assert.Contains($"{setting} is a setting of {owner} networks; {architecture} ones have none", refusal.Message);
    }

    private static IEnumerable<Experiment> Experiments(params (string Setting, object[] Values)[] axes) =>
        new ExperimentGrid(axes.Select(axis => KeyValuePair.Create(SettingTable.Named(axis.Setting), (IReadOnlyList<object>)axis.Values)))
            .Combinations().Select(ExperimentGrid.Experiment);
}
