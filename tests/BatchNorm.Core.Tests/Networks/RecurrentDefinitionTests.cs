using BatchNorm.Data;
using BatchNorm.Made;
using BatchNorm.Randomness;
using BatchNorm.Settings;

namespace BatchNorm.Networks;

public class RecurrentDefinitionTests
{
    private static readonly BatchNormSettings Normalized = new();

    [Fact]
    public void Unless_said_otherwise_it_reads_28_rows_with_100_units()
    {
        NetworkDefinition definition = ExperimentSettings.Usual(Architecture.Recurrent).Define(new ImageShape(28, 28), 10, Activation.Tanh, null);

        Assert.Equal(
            ["input.weight [28, 400]", "hidden.weight [100, 400]", "bias [400]", "output.weight [100, 10]", "output.bias [10]"],
            definition.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal("LSTM of 100 reading 28 rows of 28, 10 outputs", definition.ToString());
    }

    [Fact]
    public void Normalized_it_has_gamma_for_all_steps_statistics_for_each_and_beta_for_the_cell_alone() => Assert.Equal(
        ["input.weight [1, 12]", "hidden.weight [3, 12]", "bias [12]",
            "input.gamma [12]", "input.population_mean [36, 12]", "input.population_variance [36, 12]",
            "hidden.gamma [12]", "hidden.population_mean [36, 12]", "hidden.population_variance [36, 12]",
            "cell.gamma [3]", "cell.beta [3]", "cell.population_mean [36, 3]", "cell.population_variance [36, 3]",
            "output.weight [3, 10]", "output.bias [10]"],
        Define(units: 3, pixelByPixel: true).Tensors.Select(tensor => tensor.ToString()));

    [Fact]
    public void Gamma_starts_at_a_tenth_the_forget_gates_bias_at_1_and_the_variance_at_1()
    {
        RecurrentParameters start = Define(units: 3).Draw(1, seed: 1);

        Assert.All(start.Tensors.Where(tensor => tensor.Name.EndsWith("gamma", StringComparison.Ordinal)).SelectMany(tensor => tensor.Values),
            gamma => Assert.Equal(0.1f, gamma));
        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], start["bias"].Values);
        Assert.All(start["hidden.population_variance"].Values, variance => Assert.Equal(1, variance));
        Assert.All(start["hidden.population_mean"].Values.Concat(start["cell.beta"].Values), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.5)]
    public void Its_matrices_are_orthogonal_times_the_scale(double scale)
    {
        RecurrentParameters start = Define(units: 11).Draw(scale, seed: 1);

        AssertOrthogonal(start["input.weight"], rows: true, scale); // 6 x 44
        AssertOrthogonal(start["output.weight"], rows: false, scale); // 11 x 10
        NamedTensor hidden = start["hidden.weight"]; // 11 x 44: an orthogonal 11 x 33 and, for g, the identity
        for (int row = 0; row < 11; row++)
        {
            for (int column = 0; column < 11; column++)
                Assert.Equal(row == column ? (float)scale : 0, hidden.Values[row * 44 + 33 + column]);
        }

        AssertOrthogonal(new NamedTensor("gates", [11, 33], [.. hidden.Values.Chunk(44).SelectMany(row => row[..33])]), rows: true, scale);
    }

    [Fact]
    public void The_same_seed_draws_the_same_weights_with_batch_normalization_and_without()
    {
        RecurrentParameters without = Define(units: 4, batchNorm: null).Draw(1, seed: 7), with = Define(units: 4).Draw(1, seed: 7);

        foreach (string name in new[] { "input.weight", "hidden.weight", "output.weight", "bias" })
            Assert.Equal(without[name].Values, with[name].Values);
        Assert.NotEqual(with["input.weight"].Values, Define(units: 4).Draw(1, seed: 8)["input.weight"].Values);
    }

    [Fact]
    public void Permuted_it_reads_every_pixel_once_in_the_order_that_seed_1_draws()
    {
        int[] order = Define(units: 3, permuted: true).PixelOrder();
        int[] expected = [.. Enumerable.Range(0, 36)];
        new RandomSource(1, RandomPurpose.PixelPermutation).Shuffle(expected);

        Assert.Equal(Enumerable.Range(0, 36), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 36), order);
        Assert.Equal(expected, order);
        Assert.Equal(order, Define(units: 5, permuted: true, pixelByPixel: true).PixelOrder());
        Assert.Equal(Enumerable.Range(0, 36), Define(units: 3).PixelOrder());
    }

    [Theory]
    [InlineData(6, 0, "1 to 1000 units")]
    [InlineData(6, 1001, "1 to 1000 units")]
    [InlineData(46340, 1000, "more than fits into memory")]
    public void What_is_no_network_is_refused(int side, int units, string reason) => Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(() =>
        new RecurrentDefinition(new ImageShape(side, side), units, 10, Activation.Tanh, null, pixelByPixel: true, permuted: false)).Message);

    [Fact]
    public void Another_place_or_form_of_batch_normalization_is_refused()
    {
        Assert.Contains("Placement", Assert.Throws<ArgumentException>(() =>
            Define(batchNorm: new BatchNormSettings { Placement = BatchNormPlacement.AfterActivation })).Message);
        Assert.Contains("Implementation", Assert.Throws<ArgumentException>(() =>
            Define(batchNorm: new BatchNormSettings { Implementation = BatchNormImplementation.Layer })).Message);
    }

    [Fact]
    public void Second_layers_are_refused()
    {
        string Refusal(ExperimentSettings shape) =>
            Assert.Throws<ArgumentException>(() => shape.Define(new ImageShape(6, 6), 10, Activation.Tanh, null)).Message;
        var recurrent = ExperimentSettings.Usual(Architecture.Recurrent);

        Assert.Contains("one hidden layer, not 2", Refusal(recurrent with { HiddenLayer = "5,5" }));
    }

    [Fact]
    public void Values_of_another_number_than_the_shapes_say_are_refused()
    {
        RecurrentDefinition definition = Define(units: 3);
        float[][] values = [.. definition.Draw(1, seed: 1).Tensors.Select(tensor => tensor.Values)];

        Assert.Throws<ArgumentException>(() => definition.Assemble(values[1..]));
        values[2] = new float[11];
        Assert.Contains("bias [12]", Assert.Throws<ArgumentException>(() => definition.Assemble(values)).Message);
    }

    private static RecurrentDefinition Define(int units = 3, bool pixelByPixel = false, bool permuted = false) =>
        new(new ImageShape(6, 6), units, 10, Activation.Tanh, Normalized, pixelByPixel, permuted);

    private static RecurrentDefinition Define(BatchNormSettings? batchNorm, int units = 3) =>
        new(new ImageShape(6, 6), units, 10, Activation.Tanh, batchNorm, pixelByPixel: false, permuted: false);

    private static void AssertOrthogonal(NamedTensor matrix, bool rows, double scale)
    {
        int columns = matrix.Shape[1];
        float[][] vectors = [.. matrix.Values.Chunk(columns)];
        if (!rows)
            vectors = [.. Enumerable.Range(0, columns).Select(column => vectors.Select(row => row[column]).ToArray())];
        for (int i = 0; i < vectors.Length; i++)
        {
            for (int j = 0; j < vectors.Length; j++)
                Assert.Equal(i == j ? scale * scale : 0, vectors[i].Zip(vectors[j], (a, b) => (double)a * b).Sum(), 1e-5);
        }
    }
}
