using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Settings;

namespace BatchNorm.Reporting;

/// <summary>
/// What some comparisons show, to be read: their groups with what each shows, and under what circumstances the report was made.
/// <see cref="ReportWriter"/> makes a page of it.
/// </summary>
public sealed record BatchNormReport
{
    /// <summary>The heading of a report that was given none.</summary>
    public const string DefaultTitle = "With and without batch normalization";

    /// <summary>The heading.</summary>
    public string Title { get; init; } = DefaultTitle;

    /// <summary>A sentence under the heading: what is missing in the report, as of a sweep that is half done. May be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>When the report was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Where it was made.</summary>
    public Machine Machine { get; init; } = new();

    /// <summary>What counts as success, as good and as certain in it.</summary>
    public MeasurementSettings Settings { get; init; } = new();

    /// <summary>The groups, in the order of each one's first comparison; at least one.</summary>
    public IReadOnlyList<ReportGroup> Groups { get; private init; } = [];

    /// <summary>The experiments of which nothing is there yet; none unless the report was told of some.</summary>
    public IReadOnlyList<MissingGroup> MissingGroups { get; private init; } = [];

    /// <summary>The settings that set the experiments apart.</summary>
    internal IReadOnlyList<Setting> Varying { get; private init; } = [];

    /// <summary>Measures comparisons and puts them into a report. Those of different data never belong to the same group.</summary>
    /// <param name="comparisons">The comparisons, in reading order; at least one.</param>
    /// <param name="settings">What counts as success, as good and as certain.</param>
    /// <param name="command">Says how to run the comparisons of a group again, in words that whoever reads the report can type.</param>
    /// <param name="missing">What belongs into the report and is not there.</param>
    /// <param name="cancellation">Checked between the groups.</param>
    /// <exception cref="ArgumentException">There is no comparison.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BatchNormReport Of(
        IReadOnlyList<BatchNormComparison> comparisons,
        MeasurementSettings settings,
        Func<ReportGroup, string> command,
        IReadOnlyList<MissingComparison>? missing = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(command);
        if (comparisons.Count == 0)
            throw new ArgumentException("A report needs at least one comparison.", nameof(comparisons));

        missing ??= [];
        var names = new DatasetNames(
            comparisons.Concat(missing.Select(one => one.Experiment)).Select(experiment => (experiment.Dataset, experiment.DatasetHash)));
        BatchNormComparison[][] groups = [.. comparisons.GroupBy(Key).Select(group => group.ToArray())];
        var there = groups.Select(group => Key(group[0])).ToHashSet();
        ILookup<object, MissingComparison> missingOf = missing.ToLookup(one => Key(one.Experiment));
        MissingComparison[][] gone = [.. missingOf.Where(group => !there.Contains(group.Key)).Select(group => group.ToArray())];
        PublishedExperiment[] firsts =
            [.. groups.Select(group => group[0]).Concat(gone.Select(group => group[0].Experiment)).Select(one => one with { Dataset = Name(one) })];
        IReadOnlyList<string> titles = GroupTitles.Of(firsts);
        return new BatchNormReport
        {
            Settings = settings,
            Varying = ReportSettings.Varying(firsts),
            Groups = Corrected([.. groups.Select(Measured).Select(group => group with { Command = command(group) })]),
            MissingGroups = [.. gone.Select((group, i) => new MissingGroup(titles[groups.Length + i], firsts[groups.Length + i], group))],
        };

        string Name(PublishedExperiment one) => names.Of(one.Dataset, one.DatasetHash);

        ReportGroup Measured(BatchNormComparison[] group, int i)
        {
            cancellation.ThrowIfCancellationRequested();
            return ReportGroup.Of(titles[i], [.. group.Select(pair => pair with { Dataset = Name(pair) })], settings) with
            {
                DatasetName = group[0].Dataset,
                Missing = [.. missingOf[Key(group[0])]],
            };
        }
    }

    /// <summary>The groups, the p of each corrected for there being all of them.</summary>
    private static ReportGroup[] Corrected(IReadOnlyList<ReportGroup> groups)
    {
        var corrected = new Queue<BatchNormMeasurement>(BatchNormMeasurement.Corrected([.. groups.Select(group => group.Measurement).OfType<BatchNormMeasurement>()]));
        return [.. groups.Select(group => group.Measurement is null ? group : group with { Measurement = corrected.Dequeue() })];
    }

    /// <summary>Equal for comparisons that differ in nothing but the seed: different data never belongs together.</summary>
    private static object Key(PublishedExperiment experiment) =>
        (experiment.RepeatKey(), DatasetNames.Identity(experiment.Dataset, experiment.DatasetHash));
}
