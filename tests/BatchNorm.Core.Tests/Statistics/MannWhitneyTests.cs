using CsCheck;

namespace BatchNorm.Statistics;

public class MannWhitneyTests
{
    /// <summary>Small whole numbers: many ties.</summary>
    private static readonly Gen<double[]> Tied = Gen.Int[0, 4].Select(value => (double)value).Array[1, 6];

    private static readonly Gen<int[]> Whole = Gen.Int[-1000, 1000].Array[1, 60];

    private static readonly Gen<double[]> Any = Gen.Double[-1, 1].Array[1, 60];

    [Theory]
    [InlineData(3, 3, 2 / 20.0)]
    [InlineData(4, 3, 2 / 35.0)]
    [InlineData(5, 5, 2 / 252.0)]
    [InlineData(1, 1, 1)]
    public void Where_one_sample_lies_beyond_the_other_two_of_the_ways_to_choose_are_as_far(int first, int second, double p)
    {
        double[] below = [.. Enumerable.Range(0, first).Select(i => (double)i)], above = [.. Enumerable.Range(100, second).Select(i => (double)i)];

        Assert.Equal(p, MannWhitney.PValue(below, above), 1e-15);
        Assert.Equal(p, MannWhitney.PValue(above, below), 1e-15);
        Assert.Equal(p, MannWhitney.LeastPValue(first, second), 1e-15);
    }

    // Critical values of U, two-sided at 0.05, as textbooks reprint them (Mann and Whitney 1947; Auble 1953).
    [Theory]
    [InlineData(4, 4, 0)]
    [InlineData(5, 5, 2)]
    [InlineData(6, 6, 5)]
    [InlineData(7, 9, 12)]
    [InlineData(8, 8, 13)]
    [InlineData(10, 10, 23)]
    [InlineData(15, 15, 64)]
    [InlineData(20, 20, 127)]
    public void The_critical_values_are_those_of_the_table(int first, int second, int critical)
    {
        Assert.InRange(WithU(first, second, critical), 0, 0.05);
        Assert.InRange(WithU(first, second, critical + 1), 0.05, 1);
    }

    [Fact]
    public void The_exact_value_is_that_of_trying_every_choice() => Gen.Select(Tied, Tied).Sample((first, second) =>
        Math.Abs(MannWhitney.PValue(first, second) - ByTryingEveryChoice(first, second)) < 1e-12);

    [Fact]
    public void It_is_a_probability_and_the_same_for_both_orders() => Gen.Select(Any, Any).Sample((first, second) =>
    {
        double p = MannWhitney.PValue(first, second);
        return p is > 0 and <= 1 && Math.Abs(p - MannWhitney.PValue(second, first)) < 1e-12;
    });

    [Fact]
    public void Only_the_order_of_values_matters() => Gen.Select(Whole, Whole).Sample((first, second) =>
        MannWhitney.PValue([.. first.Select(x => (double)x)], [.. second.Select(x => (double)x)])
            == MannWhitney.PValue([.. first.Select(x => (double)x * x * x)], [.. second.Select(x => (double)x * x * x)]));

    [Fact]
    public void Beyond_the_exact_limit_it_is_the_normal_formula_with_both_corrections()
    {
        // 26 values each, 1 to 26 and 5 to 30: 22 pairs of ties. U = sum over pairs of [x < y] + [x = y] / 2.
        double[] first = [.. Enumerable.Range(1, 26).Select(i => (double)i)], second = [.. Enumerable.Range(5, 26).Select(i => (double)i)];
        double u = first.Sum(x => second.Sum(y => x < y ? 1 : x == y ? 0.5 : 0));
        double variance = 26 * 26 / 12.0 * (53 - (22 * (8 - 2) / (52.0 * 51)));
        double z = (Math.Abs(u - (26 * 26 / 2.0)) - 0.5) / Math.Sqrt(variance);

        Assert.Equal(2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -z), MannWhitney.PValue(first, second), 1e-12);
    }

    [Fact]
    public void Where_all_values_are_the_same_nothing_is_unlikely()
    {
        Assert.Equal(1, MannWhitney.PValue([0.5, 0.5], [0.5]));
        Assert.Equal(1, MannWhitney.PValue([.. Enumerable.Repeat(0.5, 40)], [.. Enumerable.Repeat(0.5, 40)]));
    }

    [Fact]
    public void What_has_no_rank_is_refused()
    {
        Assert.Throws<ArgumentException>(() => MannWhitney.PValue([], [1]));
        Assert.Throws<ArgumentException>(() => MannWhitney.PValue([1], [double.NaN]));
    }

    /// <summary>The p value of samples without ties whose U is the one given: from all of the first below all of the second, pairs are exchanged one by one.</summary>
    private static double WithU(int first, int second, int u)
    {
        var isFirst = new List<bool>([.. Enumerable.Repeat(true, first), .. Enumerable.Repeat(false, second)]);
        for (int i = 0; i < u; i++)
        {
            int place = isFirst.Zip(isFirst.Skip(1)).ToList().FindLastIndex(pair => pair is { First: true, Second: false });
            (isFirst[place], isFirst[place + 1]) = (false, true);
        }

        double[] ranks = [.. Enumerable.Range(0, isFirst.Count).Select(i => (double)i)];
        return MannWhitney.PValue([.. ranks.Where((_, i) => isFirst[i])], [.. ranks.Where((_, i) => !isFirst[i])]);
    }

    private static double ByTryingEveryChoice(double[] first, double[] second)
    {
        double[] all = [.. first, .. second];
        double[] ranks = [.. all.Select(value => all.Count(other => other < value) + ((all.Count(other => other == value) + 1) / 2.0))];
        double mean = first.Length * (all.Length + 1) / 2.0, seen = ranks.Take(first.Length).Sum();
        int[] choices = [.. Enumerable.Range(0, 1 << all.Length).Where(choice => int.PopCount(choice) == first.Length)];
        return choices.Count(choice => Math.Abs(ranks.Where((_, i) => (choice >> i & 1) == 1).Sum() - mean) >= Math.Abs(seen - mean) - 1e-9) / (double)choices.Length;
    }
}
