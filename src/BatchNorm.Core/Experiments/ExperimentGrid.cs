using BatchNorm.Settings;

namespace BatchNorm.Experiments;

/// <summary>The values a sweep runs over, for any settings: every combination is an experiment, with what is usual for the rest.</summary>
public sealed class ExperimentGrid
{
    private readonly (Setting Setting, IReadOnlyList<object> Values)[] _axes;

    /// <param name="axes">The values of each setting that is given any; the settings vary in the table's order, the last fastest.</param>
    public ExperimentGrid(IEnumerable<KeyValuePair<Setting, IReadOnlyList<object>>> axes)
    {
        Dictionary<Setting, IReadOnlyList<object>> given = new(axes);
        _axes = [.. SettingTable.All.Where(given.ContainsKey).Select(setting => (setting, given[setting]))];
    }

    /// <summary>All combinations: the value of each setting that was given any.</summary>
    public IEnumerable<IReadOnlyList<KeyValuePair<Setting, object>>> Combinations() => _axes.Aggregate(
        (IEnumerable<IReadOnlyList<KeyValuePair<Setting, object>>>)[[]],
        (combinations, axis) => from combination in combinations
                                from value in axis.Values
                                select (IReadOnlyList<KeyValuePair<Setting, object>>)[.. combination, new(axis.Setting, value)]);

    /// <summary>The experiment of a combination.</summary>
    /// <exception cref="ArgumentException">A value is out of its range, or the architecture has no such setting.</exception>
    public static Experiment Experiment(IReadOnlyList<KeyValuePair<Setting, object>> combination)
    {
        ArgumentNullException.ThrowIfNull(combination);
        Dictionary<Setting, object> given = new(combination);
        var experiment = new Experiment();
        foreach (Setting setting in SettingTable.All.OrderByDescending(setting => setting.Name == nameof(experiment.Architecture)))
            experiment = given.TryGetValue(setting, out object? value) ? setting.With(experiment, value) : setting.AsUsual(experiment);
        return experiment;
    }
}
