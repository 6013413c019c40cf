using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Measurements;

/// <summary>Runs that agree in what they were grouped by, each of them once.</summary>
public sealed class RunGroup
{
    /// <summary>The most comparisons that are made of each group with each other: all those of 100 groups.</summary>
    public const int MostPairs = 4950;

    private const int MostNamed = 12;

    private readonly MatchedSettings _matched;
    private readonly string[][] _parts; // of each run
    private readonly Dictionary<string, SeedBlocks> _blocks = []; // by what is matched

    /// <param name="name">The group in words.</param>
    /// <param name="values">The group by values.</param>
    /// <param name="runs">Its runs.</param>
    /// <param name="matched">What runs of other groups have to agree in with them.</param>
    /// <param name="by">Runs that tell it in their place, one for each: a run without batch normalization goes with that of its comparison. Null for themselves.</param>
    internal RunGroup(string name, string values, IReadOnlyList<TrainingRun> runs, MatchedSettings matched, IReadOnlyList<TrainingRun>? by = null)
    {
        Name = name;
        Values = values;
        Runs = runs;
        _matched = matched;
        _parts = [.. (by ?? runs).Select(matched.Of)];
        Has = matched.In(by ?? runs);
    }

    /// <summary>The group in words: "ReLU, rate 0.01".</summary>
    public string Name { get; }

    /// <summary>The group by values: "ReLU, 0.01".</summary>
    public string Values { get; }

    /// <summary>The runs, in their order.</summary>
    public IReadOnlyList<TrainingRun> Runs { get; }

    /// <summary>Which of the settings that are matched some run of it has.</summary>
    internal bool[] Has { get; }

    /// <summary>Puts runs into groups, in the order of each group's first. One that is there twice counts once.</summary>
    /// <param name="runs">All runs.</param>
    /// <param name="grouping">What makes the groups; neither the seed, over which results are repeated, nor nothing.</param>
    /// <exception cref="ArgumentException">The grouping is by the seed, or by nothing.</exception>
    /// <exception cref="ConflictingRepeatsException">One run has two results.</exception>
    public static IReadOnlyList<RunGroup> Partition(IEnumerable<TrainingRun> runs, Grouping grouping)
    {
        ArgumentNullException.ThrowIfNull(grouping);
        CheckGrouping(grouping);
        TrainingRun[] all = Distinct(runs);
        var matched = MatchedSettings.Of(all, grouping);
        return [.. all.GroupBy(grouping.Key).Select(group => new RunGroup(grouping.Words(group.First()), grouping.Values(group.First()), [.. group], matched))];
    }

    /// <summary>Which groups are held against which: each but the reference against that or, without one, each against every one before it.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="reference">The name or the values of a group, or null for none.</param>
    /// <exception cref="ArgumentException">There are no two groups, none is called so, or without a reference there are more pairs than <see cref="MostPairs"/>.</exception>
    public static IReadOnlyList<(RunGroup Group, RunGroup Reference)> Pairs(IReadOnlyList<RunGroup> groups, string? reference)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count < 2)
            throw new ArgumentException($"All runs are of one group ({string.Join("", groups)}): there is none to compare it with.");
        if (reference is null)
        {
            return (long)groups.Count * (groups.Count - 1) / 2 <= MostPairs
                ? [.. groups.SelectMany((one, i) => groups.Skip(i + 1).Select(other => (other, one)))]
                : throw new ArgumentException($"{groups.Count} groups are too many to hold each against each other. Name one of them as the reference for all others.");
        }

        RunGroup one = groups.FirstOrDefault(group => group.IsCalled(reference))
            ?? throw new ArgumentException($"There is no group '{reference}'. There are {string.Join("; ", groups.Take(MostNamed))}{(groups.Count > MostNamed ? "; and others" : "")}.");
        return [.. groups.Where(group => group != one).Select(group => (group, one))];
    }

    /// <summary>How many runs diverged; null where the runs are not there to tell.</summary>
    public int? DivergedCount => Runs.All(run => run.Samples.Length > 0) ? Runs.Count(run => run.Diverged) : null;

    /// <summary>Whether a user means this group by a text: its name or its values, in either case.</summary>
    public bool IsCalled(string text) => Name.Equals(text, StringComparison.OrdinalIgnoreCase) || Values.Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The results by seed and by what is matched.</summary>
    /// <param name="kept">Which of the settings to go by.</param>
    internal SeedBlocks Blocks(bool[] kept)
    {
        string key = string.Concat(kept.Select(isSo => isSo ? '1' : '0'));
        if (!_blocks.TryGetValue(key, out SeedBlocks? blocks))
            _blocks.Add(key, blocks = new SeedBlocks(Runs.Zip(_parts, (run, parts) => (run, string.Join('\n', parts.Where((_, i) => kept[i]))))));
        return blocks;
    }

    /// <summary>The settings in which two groups differ altogether, and not by what they are grouped by.</summary>
    internal string DifferencesFrom(RunGroup other, bool[] kept) => string.Join(", ", Enumerable.Range(0, _matched.Count)
        .Where(index => kept[index] && !_parts.Select(parts => parts[index]).Intersect(other._parts.Select(parts => parts[index])).Any())
        .Select(_matched.NameOf));

    /// <exception cref="ArgumentException">The grouping is by the seed, or by nothing.</exception>
    internal static void CheckGrouping(Grouping grouping)
    {
        if (grouping.Names.Count == 0)
            throw new ArgumentException("Groups are made by one setting at least.");
        if (grouping.Has(nameof(TrainingRun.Seed)))
            throw new ArgumentException("Results are repeated over seeds, which are no groups. Group by other settings.");
    }

    /// <exception cref="ConflictingRepeatsException">One run has two results.</exception>
    internal static TrainingRun[] Distinct(IEnumerable<TrainingRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var seen = new Dictionary<string, TrainingRun>(StringComparer.Ordinal);
        var distinct = new List<TrainingRun>();
        foreach (TrainingRun run in runs)
        {
            string identity = $"{run.Name}\n{MatchedSettings.Identity(run)}";
            if (seen.TryAdd(identity, run))
                distinct.Add(run);
            else if (!IsSame(seen[identity], run))
                throw new ConflictingRepeatsException(run, run.Seed, VectorWidths.Difference([seen[identity].VectorWidth, run.VectorWidth]));
        }

        return [.. distinct];
    }

    private static bool IsSame(TrainingRun one, TrainingRun other) =>
        one.TestAccuracy.Equals(other.TestAccuracy)
        && (one.FinalParametersHash.Length == 0 || other.FinalParametersHash.Length == 0 || one.FinalParametersHash == other.FinalParametersHash);
}
