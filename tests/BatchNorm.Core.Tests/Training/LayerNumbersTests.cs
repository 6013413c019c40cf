using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>What samples of layers are made of, against numbers worked by hand.</summary>
public class LayerNumbersTests
{
    private static readonly FullyConnectedDefinition Definition =
        new(Data.ImageShape.Row(2), [2], 2, Activation.ReLU, new BatchNormSettings { Epsilon = 0.5 });

    // population: means 1 and 2, variances 3.5 and 15.5, and with epsilon 4 and 16; mini-batch: means 3 and 2, variances 7.5 and 15.5
    [Fact]
    public void Distances_are_root_mean_squares_over_the_units()
    {
        var numbers = new LayerNumbers(Definition);

        numbers.TakeStatistics(Statistics([1, 2], [3.5f, 15.5f]), Statistics([3, 2], [7.5f, 15.5f]));

        LayerSample sample = Assert.Single(numbers.Samples(step: 5));
        Assert.Equal((5, 1), (sample.Step, sample.Layer));
        Assert.Equal(Math.Sqrt(((1 * 1) + (0 * 0)) / 2.0), sample.MeanDistance!.Value, 1e-12); // (3 - 1) / sqrt(4) is 1
        Assert.Equal(Math.Log(2) / Math.Sqrt(2), sample.VarianceDistance!.Value, 1e-12); // (7.5 + 0.5) / (3.5 + 0.5) is 2
    }

    [Fact]
    public void Gammas_are_told_by_their_ends_and_their_mean()
    {
        var numbers = new LayerNumbers(Definition);

        numbers.TakeGammas([new NamedTensor("layers.0.gamma", [3], [3, -1, 1])]);

        LayerSample sample = Assert.Single(numbers.Samples(step: 0));
        Assert.Equal((-1, 1, 3), (sample.GammaLeast, sample.GammaMean, sample.GammaGreatest));
    }

    [Fact]
    public void All_gammas_of_a_recurrent_network_are_of_its_one_hidden_layer()
    {
        ExperimentSettings settings = ExperimentSettings.Usual(Architecture.Recurrent) with { HiddenLayer = "2" };
        var numbers = new LayerNumbers(NetworkDefinition.Of(settings, new Data.ImageShape(6, 6), 10));

        numbers.TakeGammas([new("input.gamma", [1], [1]), new("hidden.gamma", [1], [2]), new("cell.gamma", [1], [6])]);

        Assert.Equal((1, 3, 6), numbers.Samples(0).Select(sample => (sample.GammaLeast, sample.GammaMean, sample.GammaGreatest)).Single());
    }

    [Fact]
    public void A_unit_is_dead_that_is_flat_on_every_image()
    {
        var units = new FlatUnits(Activation.ReLU);
        units.Visit(1, 0, [-1, 0]);
        units.Visit(1, 1, [-1, 2]);
        units.Visit(2, 0, [-1, -1]);
        units.Visit(2, 0, [-1, 3]); // in two pieces
        units.Visit(2, 1, [float.NegativeInfinity, -2]);
        units.Visit(2, 1, [-1, -1]);

        Assert.Equal((0.5, 0.75), units.Of(1));
        Assert.Equal((0.5, 7 / 8.0), units.Of(2));
        Assert.Null(units.Of(3));
    }

    [Fact]
    public void Where_an_input_is_no_number_the_shares_are_none()
    {
        var units = new FlatUnits(Activation.Sigmoid);
        units.Visit(1, 0, [-9, float.NaN]);

        Assert.Equal((double.NaN, double.NaN), units.Of(1));
    }

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    /// <summary>Beyond the ends of the range the slope stays within a twentieth of the greatest; within, next to them, it does not.</summary>
    [Theory]
    [MemberData(nameof(Activations))]
    public void An_activation_is_flat_where_its_slope_is_a_twentieth_of_its_greatest_or_less(Activation activation)
    {
        FlatRange range = FlatRange.Of(activation);
        double most = FlatRange.Share * Enumerable.Range(-1000, 2001).Max(i => Slope(activation, i / 100.0));

        for (double x = -20; x <= 20; x += 0.01)
        {
            double slope = Math.Abs(Slope(activation, x));
            if (range.Has((float)x))
                Assert.True(slope <= most * 1.0001, $"{activation} at {x}: {slope}");
        }

        Assert.True(Math.Abs(Slope(activation, range.Low + 0.001)) > most);
        if (float.IsFinite(range.High))
            Assert.True(Math.Abs(Slope(activation, range.High - 0.001)) > most);
    }

    private static double Slope(Activation activation, double x)
    {
        const double H = 1e-5;
        return (Value(activation, x + H) - Value(activation, x - H)) / (2 * H);
    }

    private static double Value(Activation activation, double x) => activation switch
    {
        Activation.ReLU => Math.Max(0, x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.Tanh => Math.Tanh(x),
        Activation.LeakyReLU => x > 0 ? x : 0.01 * x,
        Activation.ELU => x > 0 ? x : Math.Exp(x) - 1,
        Activation.GELU => x * MathNet.Numerics.Distributions.Normal.CDF(0, 1, x),
        Activation.SiLU => x / (1 + Math.Exp(-x)),
        _ => Math.Log(1 + Math.Exp(x)),
    };

    private static NamedTensor[] Statistics(float[] means, float[] variances) =>
        [new("layers.0.population_mean", [2], means), new("layers.0.population_variance", [2], variances)];
}
