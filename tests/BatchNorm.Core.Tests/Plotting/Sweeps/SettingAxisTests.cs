using BatchNorm.Settings;

namespace BatchNorm.Plotting.Sweeps;

public class SettingAxisTests
{
    [Fact]
    public void Numbers_are_in_the_order_of_numbers() =>
        Assert.Equal(["0.01", "0.1", "2", "10"], Words("LearningRate", new[] { 10, 0.1, 2, 0.01 }.Select(rate => new ExperimentSettings { LearningRate = rate })));

    [Fact]
    public void Names_are_in_the_order_in_which_they_are_declared() =>
        Assert.Equal(["ReLU", "Sigmoid", "Tanh"], Words("Activation", new[] { Activation.Tanh, Activation.ReLU, Activation.Sigmoid }.Select(name => new ExperimentSettings { Activation = name })));

    [Fact]
    public void Layers_are_in_the_order_of_their_number_and_their_widths() =>
        Assert.Equal(["20", "100", "30, 30", "100, 100, 100"], Words("HiddenLayer", new[] { "100,100,100", "30,30", "100", "20" }.Select(widths => new ExperimentSettings { HiddenLayer = widths })));

    [Fact]
    public void None_is_a_value_and_comes_first() =>
        Assert.Equal(["none", "0.5", "0.9"], Words("Momentum", new double?[] { 0.9, null, 0.5 }.Select(momentum => new ExperimentSettings { Momentum = momentum })));

    [Fact]
    public void A_long_name_is_cut_where_it_stands_and_whole_in_words()
    {
        var axis = SettingAxis.Of(SettingTable.Named("Dataset"), [new ExperimentSettings { Dataset = new string('x', 100) }]);

        Assert.Equal(100, axis.Words[0].Length);
        Assert.Equal(24, axis.Labels[0].Length);
    }

    private static IReadOnlyList<string> Words(string setting, IEnumerable<ExperimentSettings> all) => SettingAxis.Of(SettingTable.Named(setting), all).Words;
}
