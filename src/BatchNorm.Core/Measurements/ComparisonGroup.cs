using BatchNorm.Experiments;

namespace BatchNorm.Measurements;

/// <summary>Comparisons that differ in the seed only.</summary>
public sealed class ComparisonGroup
{
    private readonly BatchNormComparison[] _comparisons;

    private ComparisonGroup(IEnumerable<BatchNormComparison> comparisons) => _comparisons = [.. comparisons];

    /// <summary>What the comparisons have in common: all settings, the seed aside, and what was published for them.</summary>
    public PublishedExperiment Settings => _comparisons[0];

    /// <summary>The name, where there is one, and the settings, in words.</summary>
    public string Described => $"{(Settings.Name.Length == 0 ? "" : $"{Settings.Name}: ")}{Settings.ToSettings()}";

    /// <summary>What has to be said of pairs that need not be pairs, or null where all are known to be.</summary>
    public string? Unpaired => UnpairedSeeds.Count == 0
        ? null
        : $"The two runs of seed {string.Join(", ", UnpairedSeeds)} are not known to have started from the same weights "
            + $"and seen the same batches of the same data: their difference need not be of batch normalization only. {Described}.";

    /// <summary>The seeds that are there more than once, in order.</summary>
    public IReadOnlyList<int> RepeatedSeeds => [.. BySeed().Where(repeats => repeats.Skip(1).Any()).Select(repeats => repeats.Key)];

    /// <summary>
    /// The seeds of comparisons whose two runs are not known to have started from the same weights and seen the same batches of the same
    /// data: their difference need not be of batch normalization only.
    /// </summary>
    public IReadOnlyList<int> UnpairedSeeds =>
        [.. BySeed().Where(repeats => repeats.Any(comparison => !comparison.IsPaired)).Select(repeats => repeats.Key)];

    /// <summary>Puts comparisons into groups, in the order of each group's first.</summary>
    public static IReadOnlyList<ComparisonGroup> Partition(IEnumerable<BatchNormComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        return [.. comparisons.GroupBy(comparison => comparison.RepeatKey()).Select(group => new ComparisonGroup(group))];
    }

    /// <summary>The name of the data all comparisons come from.</summary>
    /// <exception cref="MixedDatasetsException">They come from different data, whatever it is called.</exception>
    internal string Dataset()
    {
        IReadOnlyList<string> datasets = new DatasetNames(_comparisons.Select(comparison => (comparison.Dataset, comparison.DatasetHash))).All;
        return datasets.Count == 1 ? datasets[0] : throw new MixedDatasetsException(Settings, datasets);
    }

    /// <summary>
    /// One comparison a seed, in the order of the seeds. Counted twice, one run would make the interval narrower than it is: of repeats one is taken,
    /// with its runs where one of them has them. Runs are the same where they ended with the same parameters, to the bit.
    /// </summary>
    /// <exception cref="ConflictingRepeatsException">A seed has different results.</exception>
    internal IReadOnlyList<BatchNormComparison> Distinct() => [.. BySeed().Select(One)];

    private BatchNormComparison One(IGrouping<int, BatchNormComparison> repeats)
    {
        BatchNormComparison one = repeats.FirstOrDefault(repeat => Outcome.With(repeat).HasRun) ?? repeats.First();
        bool agree = repeats.All(repeat =>
            Outcome.Without(repeat).IsRepeatedBy(Outcome.Without(one)) && Outcome.With(repeat).IsRepeatedBy(Outcome.With(one)));
        return agree ? one : throw new ConflictingRepeatsException(Settings, repeats.Key, VectorWidths.Difference(repeats.Select(repeat => repeat.VectorWidth)));
    }

    private IEnumerable<IGrouping<int, BatchNormComparison>> BySeed() =>
        _comparisons.GroupBy(comparison => comparison.Seed).OrderBy(repeats => repeats.Key);
}
