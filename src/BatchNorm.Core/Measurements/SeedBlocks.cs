using BatchNorm.Training;

namespace BatchNorm.Measurements;

/// <summary>
/// The test accuracies of a group by seed, and of each seed by the settings that are matched. Seeds are what was drawn at random, settings were chosen: the results of one seed
/// at several settings are one observation, their mean, and not several (Hurlbert 1984 calls the other pseudoreplication).
/// </summary>
internal sealed class SeedBlocks
{
    private readonly Dictionary<int, Dictionary<string, (double Sum, int Count)>> _seeds = [];

    /// <param name="runs">The runs, each with what it has of the settings that are matched.</param>
    public SeedBlocks(IEnumerable<(TrainingRun Run, string Settings)> runs)
    {
        foreach ((TrainingRun run, string settings) in runs)
        {
            if (!double.IsFinite(run.TestAccuracy))
            {
                WithoutNumber++;
                continue;
            }

            if (!_seeds.TryGetValue(run.Seed, out Dictionary<string, (double Sum, int Count)>? block))
                _seeds.Add(run.Seed, block = []);
            (double sum, int count) = block.GetValueOrDefault(settings);
            block[settings] = (sum + run.TestAccuracy, count + 1);
            Settings.Add(settings);
        }
    }

    /// <summary>Every combination of the settings that are matched.</summary>
    public HashSet<string> Settings { get; } = [];

    /// <summary>How many runs have no finite accuracy, and were left out.</summary>
    public int WithoutNumber { get; }

    /// <summary>All seeds.</summary>
    public IReadOnlyCollection<int> Seeds => _seeds.Keys;

    /// <summary>How many runs there are of some settings.</summary>
    public int CountIn(IReadOnlyCollection<int> seeds, IReadOnlyCollection<string> settings) =>
        seeds.Sum(seed => settings.Sum(setting => _seeds[seed][setting].Count));

    /// <summary>How many runs there are.</summary>
    public int Count => _seeds.Values.Sum(block => block.Values.Sum(cell => cell.Count));

    /// <summary>Whether there is a run of a seed for each of some settings.</summary>
    public bool Has(int seed, IReadOnlyCollection<string> settings) =>
        _seeds.TryGetValue(seed, out Dictionary<string, (double Sum, int Count)>? block) && settings.All(block.ContainsKey);

    /// <summary>The mean accuracy of a seed over some settings, which has a run for each.</summary>
    public double Mean(int seed, IReadOnlyCollection<string> settings) => settings.Average(setting => _seeds[seed][setting].Sum / _seeds[seed][setting].Count);
}
