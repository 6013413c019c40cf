using CsCheck;

namespace BatchNorm.Statistics;

public class WilcoxonSignedRankTests
{
    /// <summary>Small whole numbers: many ties, some zeros.</summary>
    private static readonly Gen<double[]> Tied = Gen.Int[-4, 4].Select(value => (double)value).Array[1, 10];

    private static readonly Gen<double[]> Any = Gen.Double[-1, 1].Array[1, 150];

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 0.5)]
    [InlineData(5, 0.0625)]
    [InlineData(6, 0.03125)]
    [InlineData(10, 0.001953125)]
    public void When_all_differences_have_one_sign_only_two_of_the_2_to_the_n_ways_are_as_far(int count, double p)
    {
        double[] differences = [.. Enumerable.Range(1, count).Select(i => i * 0.01)];

        Assert.Equal(p, WilcoxonSignedRank.PValue(differences));
        Assert.Equal(p, WilcoxonSignedRank.PValue(differences.Select(difference => -difference)));
    }

    // Critical values of the smaller rank sum, two-sided at 0.05: Wilcoxon, Katti, Wilcox 1963, as textbooks reprint them.
    [Theory]
    [InlineData(6, 0)]
    [InlineData(7, 2)]
    [InlineData(8, 3)]
    [InlineData(9, 5)]
    [InlineData(10, 8)]
    [InlineData(11, 10)]
    [InlineData(12, 13)]
    [InlineData(13, 17)]
    [InlineData(14, 21)]
    [InlineData(15, 25)]
    [InlineData(20, 52)]
    [InlineData(25, 89)]
    [InlineData(30, 137)]
    [InlineData(40, 264)]
    [InlineData(50, 434)]
    public void The_critical_values_are_those_of_the_table(int count, int critical)
    {
        Assert.InRange(WilcoxonSignedRank.PValue(WithRankSum(count, critical)), 0, 0.05);
        Assert.InRange(WilcoxonSignedRank.PValue(WithRankSum(count, critical + 1)), 0.05, 1);
    }

    [Fact]
    public void Darwins_maize_is_as_unlikely_as_published()
    {
        // Heights of cross- and self-fertilized plants, in eighths of an inch: Fisher, The Design of Experiments, 1935, section 17.
        // The smaller rank sum is 24, of which one-sided 676 of the 2^15 ways are as small or smaller.
        double[] differences = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75];

        Assert.Equal(2 * 676 / 32768.0, WilcoxonSignedRank.PValue(differences));
    }

    [Fact]
    public void Depression_scores_are_as_unlikely_as_published()
    {
        // Hollander, Wolfe, Nonparametric Statistical Methods, 1973, table 3.1: one-sided p = 0.019 before and after a tranquilizer.
        double[] before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
        double[] after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];

        Assert.Equal(0.0390625, WilcoxonSignedRank.PValue(before.Zip(after, (x, y) => x - y)));
    }

    [Fact]
    public void Zeros_count_for_nothing()
    {
        Assert.Equal(1, WilcoxonSignedRank.PValue([0, 0, 0]));
        Assert.Equal(1, WilcoxonSignedRank.PValue([]));
        Tied.Sample(differences =>
            WilcoxonSignedRank.PValue(differences) == WilcoxonSignedRank.PValue([0, .. differences, 0]));
    }

    [Fact]
    public void The_exact_value_is_that_of_trying_every_sign() =>
        Gen.OneOf(Tied, Gen.Double[-1, 1].Array[1, 10]).Sample(differences =>
            Math.Abs(WilcoxonSignedRank.PValue(differences) - ByTryingEverySign(differences)) < 1e-12);

    [Fact]
    public void It_is_a_probability_and_the_same_for_both_signs() => Gen.OneOf(Tied, Any).Sample(differences =>
    {
        double p = WilcoxonSignedRank.PValue(differences);
        return p is > 0 and <= 1 && p == WilcoxonSignedRank.PValue(differences.Select(difference => -difference));
    });

    [Fact]
    public void Only_the_order_of_sizes_matters() => Gen.Int[-1000, 1000].Array[1, 150].Sample(values =>
        WilcoxonSignedRank.PValue(values.Select(x => (double)x)) == WilcoxonSignedRank.PValue(values.Select(x => (double)x * x * x)));

    // The sum's excess kurtosis is -(n^5 / 40) / (n^3 / 12)^2 = -3.6 / n, which Edgeworth's expansion turns into an error of
    // 2 (3.6 / n) / 24 |z^3 - 3z| phi(z), at most 0.165 / n.
    [Theory]
    [InlineData(51, 453)]
    [InlineData(51, 600)]
    [InlineData(60, 690)]
    [InlineData(100, 1955)]
    public void Beyond_the_exact_limit_it_stays_near_the_exact_value(int count, int negative) =>
        Assert.Equal(ByConvolution(count, negative), WilcoxonSignedRank.PValue(WithRankSum(count, negative)), 0.18 / count);

    [Fact]
    public void Beyond_the_exact_limit_it_is_the_normal_formula_with_both_corrections()
    {
        // 60 differences: sizes 1 to 30, each twice and so tied in pairs, one sign each but for the 20 smallest, all negative.
        double[] differences = [.. Enumerable.Range(1, 30).SelectMany(i => new[] { i <= 10 ? -i : (double)i, i <= 10 ? -i : i % 2 == 0 ? i : -i })];
        double[] ranks = [.. Enumerable.Range(1, 30).SelectMany(i => new[] { (2 * i) - 0.5, (2 * i) - 0.5 })];
        double positive = ranks.Where((_, i) => differences[i] > 0).Sum();
        double variance = (60 * 61 * 121 / 24.0) - (30 * (8 - 2) / 48.0);
        double z = (Math.Abs(positive - (60 * 61 / 4.0)) - 0.5) / Math.Sqrt(variance);

        Assert.Equal(TwoSidedNormal(z), WilcoxonSignedRank.PValue(differences), 1e-9);
    }

    [Fact]
    public void What_is_not_a_number_is_refused() =>
        Assert.Throws<ArgumentException>(() => WilcoxonSignedRank.PValue([1, double.NaN]));

    /// <summary>Differences 1 to n in size, of which the negative ones have ranks that sum to the one given: the largest that fit.</summary>
    private static double[] WithRankSum(int count, int negative)
    {
        var differences = new double[count];
        for (int rank = count; rank > 0; rank--)
        {
            bool isNegative = rank <= negative;
            negative -= isNegative ? rank : 0;
            differences[rank - 1] = isNegative ? -rank : rank;
        }

        Assert.Equal(0, negative);
        return differences;
    }

    private static double ByTryingEverySign(double[] differences)
    {
        double[] sizes = [.. differences.Where(x => x != 0).Select(Math.Abs)];
        double[] ranks = [.. sizes.Select(size => sizes.Count(other => other < size) + ((sizes.Count(other => other == size) + 1) / 2.0))];
        double mean = ranks.Sum() / 2;
        double seen = ranks.Where((_, i) => differences.Where(x => x != 0).ElementAt(i) > 0).Sum();

        int asFar = Enumerable.Range(0, 1 << ranks.Length).Count(signs =>
            Math.Abs(ranks.Where((_, i) => (signs >> i & 1) == 1).Sum() - mean) >= Math.Abs(seen - mean));
        return asFar / (double)(1 << ranks.Length);
    }

    /// <summary>The exact value without ties: the distribution of the sum, one rank after the other kept or left with probability 1/2.</summary>
    private static double ByConvolution(int count, int seen)
    {
        int total = count * (count + 1) / 2;
        double[] probability = [1, .. new double[total]];
        for (int rank = 1; rank <= count; rank++)
            probability = [.. probability.Select((p, sum) => (p + (sum >= rank ? probability[sum - rank] : 0)) / 2)];
        return probability.Where((_, sum) => Math.Abs(sum - (total / 2.0)) >= Math.Abs(seen - (total / 2.0))).Sum();
    }

    /// <summary>The two tails of the normal distribution beyond z, by Simpson's rule.</summary>
    private static double TwoSidedNormal(double z)
    {
        const int steps = 20_000;
        double width = 10.0 / steps;
        double sum = Enumerable.Range(0, steps + 1).Sum(i =>
            (i is 0 or steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-Math.Pow(z + (i * width), 2) / 2));
        return 2 * sum * width / 3 / Math.Sqrt(2 * Math.PI);
    }
}
