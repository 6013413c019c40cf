using BatchNorm.Randomness;

namespace BatchNorm.Statistics;

public class VarianceSharesTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Two_factors_by_hand()
    {
        // Means 0.5 and 3.5 of the rows, 1 and 3 of the columns, 2 of all: variances 2.25, 1, and 3.5 of all, which leaves 0.25.
        VarianceShares shares = Shares([2, 2], Cell(0, 0, 0), Cell(0, 1, 1), Cell(1, 0, 2), Cell(1, 1, 5));

        Assert.Equal(3.5, shares.Variance, Tolerance);
        Assert.Equal([2.25 / 3.5, 1 / 3.5], shares.Alone, Close);
        Assert.Equal(0.25 / 3.5, Assert.Single(shares.Pairs).Share, Tolerance);
        Assert.Equal(0, shares.Higher, Tolerance);
        Assert.Null(shares.Noise);
    }

    [Fact]
    public void What_three_factors_do_together_only_is_no_share_of_fewer()
    {
        // The parity of three bits: every mean over one of them is the same.
        VarianceShares shares = Shares([2, 2, 2], [.. Places(2, 2, 2).Select(place => new FactorialCell(place, [place.Sum() % 2]))]);

        Assert.Equal([0, 0, 0], shares.Alone, Close);
        Assert.All(shares.Pairs, pair => Assert.Equal(0, pair.Share, Tolerance));
        Assert.Equal(1, shares.Higher, Tolerance);
    }

    [Fact]
    public void Noise_is_what_repeats_differ_by_and_is_taken_from_the_others()
    {
        // Cell means 1 and 3, variance 1; repeats differ by ±1, biased variance 1, unbiased 2. Total 2. The factor has one degree of freedom
        // of two cells: noise alone would give it 2 / 2 (repeats) / 2 (cells) = 0.5.
        VarianceShares shares = Shares([2], new FactorialCell([0], [0, 2]), new FactorialCell([1], [2, 4]));

        Assert.Equal(2, shares.Variance, Tolerance);
        Assert.Equal(0.25, Assert.Single(shares.Alone), Tolerance);
        Assert.Equal(0.75, shares.Noise!.Value, Tolerance);
    }

    [Fact]
    public void Each_combination_weighs_the_same_however_many_results_it_has()
    {
        VarianceShares one = Shares([2, 2], Cell(0, 0, 0), Cell(0, 1, 1), Cell(1, 0, 2), Cell(1, 1, 5));
        VarianceShares many = Shares([2, 2], Cell(0, 0, 0, 0, 0, 0), Cell(0, 1, 1), Cell(1, 0, 2, 2), Cell(1, 1, 5));

        Assert.Equal(one.Alone, many.Alone, Close);
        Assert.Equal(0, many.Noise!.Value, Tolerance);
    }

    [Fact]
    public void A_missing_combination_is_what_the_factors_alone_predict()
    {
        // 0, 1, 2 and, predicted, 3: row means 0.5 and 2.5, column means 1 and 2.
        VarianceShares shares = Shares([2, 2], Cell(0, 0, 0), Cell(0, 1, 1), Cell(1, 0, 2));

        Assert.Equal([0.8, 0.2], shares.Alone, Close);
        Assert.Equal(0, Assert.Single(shares.Pairs).Share, Tolerance);
        Assert.Equal(1, shares.Filled);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void On_a_full_grid_the_shares_are_of_one_and_add_up_to_it(int seed)
    {
        var random = new RandomSource(seed, RandomPurpose.InitialWeights);
        int[] levels = [2 + seed % 3, 3, 2, 1 + seed % 2];
        VarianceShares shares = Shares(levels, [.. Places(levels).Select(place => new FactorialCell(
            place, [.. Enumerable.Range(0, 1 + (int)(3 * random.NextDouble())).Select(_ => random.NextDouble())]))]);

        double[] all = [.. shares.Alone, .. shares.Pairs.Select(pair => pair.Share), shares.Higher, shares.Noise!.Value];
        Assert.All(all, share => Assert.InRange(share, 0, 1));
        Assert.Equal(1, all.Sum(), Tolerance);
    }

    [Fact]
    public void A_factor_without_effect_comes_near_nothing_through_the_noise()
    {
        var random = new RandomSource(1, RandomPurpose.InitialWeights);
        VarianceShares shares = Shares([4, 5], [.. Places(4, 5).Select(place => new FactorialCell(
            place, [.. Enumerable.Range(0, 5).Select(_ => place[0] + random.NextDouble())]))]);

        Assert.InRange(shares.Alone[0], 0.9, 1);
        Assert.InRange(shares.Alone[1], 0, 0.005);
        Assert.InRange(shares.Pairs[0].Share, 0, 0.005);
    }

    [Fact]
    public void Of_results_that_are_all_the_same_nothing_has_a_share()
    {
        VarianceShares shares = Shares([2, 2], Cell(0, 0, 7, 7), Cell(0, 1, 7), Cell(1, 0, 7), Cell(1, 1, 7));

        Assert.Equal(0, shares.Variance);
        Assert.Equal([0, 0], shares.Alone);
        Assert.Equal(0, shares.Noise);
    }

    [Fact]
    public void Fewer_than_half_of_the_combinations_tell_nothing()
    {
        Assert.Null(VarianceShares.Of([3, 3], [Cell(0, 0, 1), Cell(1, 1, 2), Cell(2, 2, 3), Cell(0, 1, 1)]));
        Assert.Null(VarianceShares.Of([2], []));
        Assert.Null(VarianceShares.Of([60_000, 60_000], [Cell(0, 0, 1)]));
    }

    [Fact]
    public void No_factor_leaves_noise_only()
    {
        VarianceShares shares = Shares([], new FactorialCell([], [1, 2, 3]));

        Assert.Empty(shares.Alone);
        Assert.Equal(1, shares.Noise!.Value, Tolerance);
    }

    [Fact]
    public void What_is_no_number_and_what_is_no_level_is_refused()
    {
        Assert.Throws<ArgumentException>(() => VarianceShares.Of([1], [new FactorialCell([0], [double.NaN])]));
        Assert.Throws<ArgumentException>(() => VarianceShares.Of([1], [new FactorialCell([1], [1])]));
        Assert.Throws<ArgumentException>(() => VarianceShares.Of([1], [new FactorialCell([0], [])]));
    }

    private static bool Close(double one, double other) => Math.Abs(one - other) < Tolerance;

    private static VarianceShares Shares(int[] levels, params FactorialCell[] cells) => Assert.IsType<VarianceShares>(VarianceShares.Of(levels, cells));

    private static FactorialCell Cell(int first, int second, params double[] results) => new([first, second], results);

    private static IEnumerable<int[]> Places(params int[] levels) => levels.Length == 0
        ? [[]]
        : from first in Enumerable.Range(0, levels[0]) from rest in Places(levels[1..]) select (int[])[first, .. rest];
}
