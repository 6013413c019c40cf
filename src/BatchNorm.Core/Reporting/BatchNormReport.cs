using BatchNorm.Experiments;
using BatchNorm.Measurements;

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

    /// <summary>Measures comparisons and puts them into a report. Those of different data never belong to the same group.</summary>
    /// <param name="comparisons">The comparisons, in reading order; at least one.</param>
    /// <param name="settings">What counts as success, as good and as certain.</param>
    /// <param name="command">Says how to run the comparisons of a group again, in words that whoever reads the report can type.</param>
    /// <exception cref="ArgumentException">There is no comparison.</exception>
    public static BatchNormReport Of(
        IReadOnlyList<BatchNormComparison> comparisons,
        MeasurementSettings settings,
        Func<ReportGroup, string> command)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(command);
        if (comparisons.Count == 0)
            throw new ArgumentException("A report needs at least one comparison.", nameof(comparisons));

        var names = new DatasetNames(comparisons.Select(comparison => (comparison.Dataset, comparison.DatasetHash)));
        BatchNormComparison[][] groups =
        [
            .. comparisons.GroupBy(comparison => (comparison.RepeatKey(), DatasetNames.Identity(comparison.Dataset, comparison.DatasetHash)))
                .Select(group => group.ToArray()),
        ];
        BatchNormComparison[][] named =
        [
            .. groups.Select(group => group.Select(pair => pair with { Dataset = names.Of(pair.Dataset, pair.DatasetHash) }).ToArray()),
        ];
        IReadOnlyList<string> titles = GroupTitles.Of(named);
        ReportGroup[] measured = [.. named.Select((group, i) => ReportGroup.Of(titles[i], group, settings) with { DatasetName = groups[i][0].Dataset })];
        return new BatchNormReport
        {
            Settings = settings,
            Groups = [.. measured.Select(group => group with { Command = command(group) })],
        };
    }
}
