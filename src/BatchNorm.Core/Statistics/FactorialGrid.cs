namespace BatchNorm.Statistics;

/// <summary>The means of all combinations of the levels of some factors. Where there was none, it is what the factors alone predict.</summary>
internal sealed class FactorialGrid
{
    private const int MostRounds = 1000;
    private const double Settled = 1e-12;

    private readonly int[] _levels;
    private readonly int[] _strides;
    private readonly double[] _means;
    private readonly double _mean;

    /// <param name="levels">How many levels each factor has.</param>
    /// <param name="places">The level of every factor in each combination that has a mean.</param>
    /// <param name="means">The means, in that order.</param>
    /// <exception cref="ArgumentException">A level does not exist.</exception>
    public FactorialGrid(IReadOnlyList<int> levels, IEnumerable<IReadOnlyList<int>> places, IEnumerable<double> means)
    {
        _levels = [.. levels];
        _strides = [.. _levels.Select((_, factor) => _levels.Skip(factor + 1).Aggregate(1, (product, count) => product * count))];
        _means = new double[_levels.Aggregate(1, (product, count) => product * count)];
        Array.Fill(_means, double.NaN);
        foreach ((IReadOnlyList<int> place, double mean) in places.Zip(means))
            _means[Index(place)] = mean;

        int[] missing = [.. Enumerable.Range(0, _means.Length).Where(cell => double.IsNaN(_means[cell]))];
        Filled = missing.Length;
        Fill(missing);
        _mean = _means.Average();
    }

    /// <summary>How many factors.</summary>
    public int Factors => _levels.Length;

    /// <summary>How many combinations.</summary>
    public int Count => _means.Length;

    /// <summary>How many of them had no mean.</summary>
    public int Filled { get; }

    /// <summary>The variance of the means.</summary>
    public double Variance => _means.Average(mean => Square(mean - _mean));

    /// <summary>The degrees of freedom of a factor.</summary>
    public int DegreesOf(int factor) => _levels[factor] - 1;

    /// <summary>The degrees of freedom of what two factors do together.</summary>
    public int DegreesOf(int first, int second) => DegreesOf(first) * DegreesOf(second);

    /// <summary>The variance of the means of a factor's levels.</summary>
    public double VarianceOf(int factor) => MeansOf(factor).Average(mean => Square(mean - _mean));

    /// <summary>The variance that two factors have together, beyond what each has alone.</summary>
    public double VarianceOf(int first, int second)
    {
        double[] firsts = MeansOf(first), seconds = MeansOf(second), sums = new double[_levels[first] * _levels[second]];
        for (int cell = 0; cell < _means.Length; cell++)
            sums[(Level(cell, first) * _levels[second]) + Level(cell, second)] += _means[cell];

        double each = (double)_means.Length / sums.Length;
        return sums.Select((sum, i) => Square((sum / each) - firsts[i / _levels[second]] - seconds[i % _levels[second]] + _mean)).Average();
    }

    // Yates's method: what is missing is predicted by the factors alone, which are then taken anew from all, until nothing moves.
    private void Fill(int[] missing)
    {
        if (missing.Length == 0)
            return;

        double[] known = [.. _means.Where(mean => !double.IsNaN(mean))];
        double range = known.Max() - known.Min(), start = known.Average(), moved = double.PositiveInfinity;
        foreach (int cell in missing)
            _means[cell] = start;

        for (int round = 0; round < MostRounds && moved > Settled * range; round++)
        {
            double mean = _means.Average();
            double[][] effects = [.. Enumerable.Range(0, Factors).Select(factor => MeansOf(factor).Select(level => level - mean).ToArray())];
            double[] predicted = [.. missing.Select(cell => mean + Enumerable.Range(0, Factors).Sum(factor => effects[factor][Level(cell, factor)]))];
            moved = missing.Select((cell, i) => Math.Abs(predicted[i] - _means[cell])).Max();
            for (int i = 0; i < missing.Length; i++)
                _means[missing[i]] = predicted[i];
        }
    }

    private double[] MeansOf(int factor)
    {
        var means = new double[_levels[factor]];
        for (int cell = 0; cell < _means.Length; cell++)
            means[Level(cell, factor)] += _means[cell];
        for (int level = 0; level < means.Length; level++)
            means[level] /= _means.Length / means.Length;
        return means;
    }

    private int Level(int cell, int factor) => cell / _strides[factor] % _levels[factor];

    private int Index(IReadOnlyList<int> place)
    {
        if (place.Count != Factors || place.Where((level, factor) => level < 0 || level >= _levels[factor]).Any())
            throw new ArgumentException($"There is no combination of the levels {string.Join(", ", place)}.", nameof(place));
        return place.Select((level, factor) => level * _strides[factor]).Sum();
    }

    private static double Square(double value) => value * value;
}
