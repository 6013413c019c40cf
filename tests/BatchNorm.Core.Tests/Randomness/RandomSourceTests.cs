using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CsCheck;

namespace BatchNorm.Randomness;

public sealed class RandomSourceTests
{
    private const int Seed = 20260131;

    [Fact]
    public void The_bits_are_those_of_philox_in_counter_order()
    {
        var source = new RandomSource(-2, RandomPurpose.BatchOrder, lane: 7);

        uint[] bits = Draw(source, 8);

        var first = Philox.Block((0, 0, 7, 1), 0xfffffffe);
        var second = Philox.Block((1, 0, 7, 1), 0xfffffffe);
        Assert.Equal([first.X0, first.X1, first.X2, first.X3, second.X0, second.X1, second.X2, second.X3], bits);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 0)]
    [InlineData(9, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 4)]
    [InlineData(3, 5)]
    public void A_source_set_to_the_position_of_another_gives_the_same_numbers(int words, int normals)
    {
        var one = new RandomSource(Seed, RandomPurpose.HiddenStateNoise, lane: 2);
        _ = Draw(one, words);
        for (int i = 0; i < normals; i++)
            one.NextNormal();
        var other = new RandomSource(Seed, RandomPurpose.HiddenStateNoise, lane: 2);
        other.NextNormal(); // what it gave before does not count

        other.Position = one.Position;

        Assert.Equal(one.Position, other.Position);
        Assert.Equal((ulong)(words + (4 * ((normals + 1) / 2))), one.Position.Drawn);
        Assert.Equal(normals % 2 == 1, one.Position.SpareNormal is not null);
        Assert.Equal(
            Enumerable.Range(0, 20).Select(_ => one.NextNormal()).Append(one.NextUInt32()),
            Enumerable.Range(0, 20).Select(_ => other.NextNormal()).Append(other.NextUInt32()));
    }

    [Fact]
    public void The_same_seed_purpose_and_lane_give_the_same_numbers()
    {
        Assert.Equal(
            Draw(new RandomSource(Seed, RandomPurpose.InitialWeights, 3), 100),
            Draw(new RandomSource(Seed, RandomPurpose.InitialWeights, 3), 100));
    }

    [Theory]
    [InlineData(Seed + 1, RandomPurpose.InitialWeights, 0)]
    [InlineData(Seed, RandomPurpose.BatchOrder, 0)]
    [InlineData(Seed, RandomPurpose.InitialWeights, 1)]
    public void Streams_that_differ_in_seed_purpose_or_lane_are_uncorrelated(int seed, RandomPurpose purpose, uint lane)
    {
        const int count = 10_000;
        var one = new RandomSource(Seed, RandomPurpose.InitialWeights);
        var other = new RandomSource(seed, purpose, lane);

        // Both have variance 1/12, so the mean of 12 times their product has standard deviation 1 / sqrt(count).
        double correlation = 12 * Enumerable.Range(0, count).Average(_ => (one.NextDouble() - 0.5) * (other.NextDouble() - 0.5));

        Assert.InRange(correlation, -4 / Math.Sqrt(count), 4 / Math.Sqrt(count));
    }

    [Fact]
    public void Drawing_from_one_stream_does_not_move_another()
    {
        var disturbed = new RandomSource(Seed, RandomPurpose.BatchOrder);
        var other = new RandomSource(Seed, RandomPurpose.InitialWeights);
        var drawn = new List<uint>();
        for (int i = 0; i < 50; i++)
        {
            drawn.Add(disturbed.NextUInt32());
            other.NextNormal();
        }

        Assert.Equal(Draw(new RandomSource(Seed, RandomPurpose.BatchOrder), 50), drawn);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(60)]
    public void Every_whole_number_below_a_bound_is_equally_likely(int bound)
    {
        const int perNumber = 2_000;
        var counts = new int[bound];
        var source = new RandomSource(Seed, RandomPurpose.BatchOrder);
        for (int i = 0; i < perNumber * bound; i++)
            counts[source.NextInt32(bound)]++;

        // Chi-square with bound - 1 degrees of freedom: four standard deviations over its mean is far beyond p = 0.001.
        double chiSquare = counts.Sum(count => Math.Pow(count - perNumber, 2) / perNumber);
        Assert.InRange(chiSquare, 0, bound - 1 + 4 * Math.Sqrt(2 * (bound - 1)));
    }

    [Fact]
    public void A_bound_that_does_not_divide_2_to_the_32_favours_no_number()
    {
        // 32 bits modulo 3 x 2^29 would draw the lowest third of the range 3/8 of the time; the high half of their product
        // with it, without Lemire's rejection, would leave the remainder 2 of 3 with 1/4. Both should be 1/3.
        const int third = 1 << 29;
        const int draws = 100_000;
        var source = new RandomSource(Seed, RandomPurpose.BatchOrder);
        int[] numbers = [.. Enumerable.Range(0, draws).Select(_ => source.NextInt32(3 * third))];

        double tolerance = 4 * Math.Sqrt(draws * (1 / 3.0) * (2 / 3.0));
        Assert.Equal(draws / 3.0, numbers.Count(number => number < third), tolerance);
        Assert.Equal(draws / 3.0, numbers.Count(number => number % 3 == 2), tolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_bound_below_one_is_refused(int bound)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSource(Seed, RandomPurpose.BatchOrder).NextInt32(bound));
    }

    [Fact]
    public void Doubles_fill_the_unit_interval_evenly()
    {
        const int count = 100_000;
        var source = new RandomSource(Seed, RandomPurpose.InitialWeights);
        double[] numbers = [.. Enumerable.Range(0, count).Select(_ => source.NextDouble())];

        Assert.All(numbers, number => Assert.True(number is >= 0 and < 1));
        Assert.Equal(0.5, numbers.Average(), 4 / Math.Sqrt(12.0 * count));
        Assert.InRange(numbers.Min(), 0, 1e-3);
        Assert.InRange(numbers.Max(), 1 - 1e-3, 1);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        const int count = 200_000;
        var source = new RandomSource(Seed, RandomPurpose.InitialWeights);
        double[] numbers = [.. Enumerable.Range(0, count).Select(_ => source.NextNormal())];

        // Mean 0, variance 1, skewness 0, fourth moment 3; the estimates' variances are 1, 2, 15 and 96 over the count.
        Assert.Equal(0, numbers.Average(), Tolerance(1));
        Assert.Equal(1, numbers.Average(x => x * x), Tolerance(2));
        Assert.Equal(0, numbers.Average(x => x * x * x), Tolerance(15));
        Assert.Equal(3, numbers.Average(x => x * x * x * x), Tolerance(96));
        Assert.Equal(0.6827, numbers.Count(x => Math.Abs(x) < 1) / (double)count, 4 * Math.Sqrt(0.25 / count));

        static double Tolerance(double variance) => 4 * Math.Sqrt(variance / count);
    }

    [Fact]
    public void Normal_numbers_are_the_same_to_the_bit_on_every_system()
    {
        var source = new RandomSource(Seed, RandomPurpose.InitialWeights);
        double[] numbers = [.. Enumerable.Range(0, 10_000).Select(_ => source.NextNormal())];

        Assert.Equal([-0.30042073754249093, 0.16262276029980838, -1.7010124767806656], numbers[..3]);
        Assert.Equal(
            "3e3a25379b690a62c8d0e95dc9acbf4ceaa70438f3c11dc43bb8a9c3340cb5a9",
            Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(numbers.AsSpan()))));
    }

    [Fact]
    public void Normal_numbers_drawn_together_are_those_drawn_one_by_one()
    {
        Gen.Select(Gen.Int, Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[0, 40]).Sample((seed, words, normals, count) =>
        {
            RandomSource together = Begun(), oneByOne = Begun();
            var numbers = new float[count];

            together.NextNormals(numbers, 0.1);

            Assert.Equal([.. Enumerable.Range(0, count).Select(_ => (float)(0.1 * oneByOne.NextNormal()))], numbers);
            Assert.Equal(oneByOne.Position, together.Position);
            Assert.Equal(oneByOne.NextUInt32(), together.NextUInt32());

            RandomSource Begun()
            {
                var source = new RandomSource(seed, RandomPurpose.HiddenStateNoise, lane: 5);
                _ = Draw(source, words);
                for (int i = 0; i < normals; i++)
                    source.NextNormal();
                return source;
            }
        });
    }

    [Fact]
    public void Normal_numbers_that_follow_each_other_are_uncorrelated()
    {
        const int count = 100_000;
        var source = new RandomSource(Seed, RandomPurpose.InitialWeights);

        double correlation = Enumerable.Range(0, count).Average(_ => source.NextNormal() * source.NextNormal());

        Assert.Equal(0, correlation, 4 / Math.Sqrt(count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Shuffling_keeps_every_item_once(int count)
    {
        int[] items = [.. Enumerable.Range(0, count)];

        new RandomSource(Seed, RandomPurpose.BatchOrder).Shuffle(items);

        Assert.Equal(Enumerable.Range(0, count), items.Order());
    }

    [Fact]
    public void Every_order_of_three_items_is_equally_likely()
    {
        const int perOrder = 2_000;
        var source = new RandomSource(Seed, RandomPurpose.BatchOrder);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 6 * perOrder; i++)
        {
            int[] items = [0, 1, 2];
            source.Shuffle(items);
            string order = string.Concat(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - perOrder, 2) / perOrder), 0, 5 + 4 * Math.Sqrt(10));
    }

    private static uint[] Draw(RandomSource source, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => source.NextUInt32())];
}
