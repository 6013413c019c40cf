using System.Globalization;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Settings;

namespace BatchNorm.Plotting.Pairs;

/// <summary>
/// Test accuracies as the pairs that they are, as a picture to be drawn. Few groups are estimation plots, as Gardner and Altman (1986) drew them and Ho et al. (2019, "Moving beyond P
/// values: data analysis with estimation graphics") do: every seed's line from one side to the other, and on an axis of their own the differences with their mean and its interval. Many
/// are the rows of a forest plot. <see cref="PlotWriter"/> draws it.
/// </summary>
public sealed record PairPlot : TrainingPlot
{
    /// <summary>The heading of a plot of comparisons that was given none.</summary>
    public const string DefaultTitle = "Test Accuracy Without and With Batch Normalization, Seed by Seed";

    /// <summary>The heading of a plot of other groups that was given none.</summary>
    public const string TitleOfGroups = "Test Accuracy of Groups of Runs";

    /// <summary>The most groups that are drawn as estimation plots unless that is asked for.</summary>
    public const int MostPanels = 9;

    /// <summary>The most groups that are drawn at all.</summary>
    public const int MostRows = 60;

    private const int NarrowPixels = 500;
    private static readonly (float Width, float Height) SinglePanel = (440, 340);

    private readonly IReadOnlyList<PairRow> _rows;
    private readonly int _groupCount;
    private readonly string _leftOut;

    private PairPlot(string title, string subtitle, IReadOnlyList<PairRow> rows, string leftOut)
        : base(title)
    {
        Subtitle = subtitle;
        _groupCount = rows.Count;
        _rows = [.. Spread(rows).Select(row => row.WithTexts(StandInLetters.InOneLine))];
        _leftOut = leftOut;
    }

    /// <summary>How the groups are drawn.</summary>
    public PairPlotKind Kind { get; init; }

    /// <summary>What is drawn, in its order.</summary>
    internal IReadOnlyList<PairRow> Rows => _rows;

    /// <summary>Whether every seed has a line, and every group a panel.</summary>
    internal bool IsEstimation => Kind == PairPlotKind.Estimation || (Kind == PairPlotKind.Auto && _groupCount <= MostPanels);

    /// <summary>Without batch normalization against with it, for every group of comparisons that differ in the seed only.</summary>
    /// <param name="comparisons">The comparisons; at least one. Groups come in the order of their first; those that cannot be measured are left out, and the picture says so.</param>
    /// <param name="confidence">The probability with which intervals hold what they estimate, between 0 and 1.</param>
    /// <param name="cancellation">Checked between the groups.</param>
    /// <exception cref="ArgumentException">There is no comparison.</exception>
    /// <exception cref="PlotException">None of the groups can be measured.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PairPlot Of(IReadOnlyList<BatchNormComparison> comparisons, double confidence = 0.95, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        if (comparisons.Count == 0)
            throw new ArgumentException("A plot of pairs needs at least one comparison.", nameof(comparisons));

        IEnumerable<ComparisonGroup> groups = comparisons.GroupBy(pair => DatasetNames.Identity(pair.Dataset, pair.DatasetHash)).SelectMany(ComparisonGroup.Partition);
        var measured = new List<(ComparisonGroup Group, RunGroupComparison Numbers)>();
        var refused = new List<string>();
        foreach (ComparisonGroup group in groups)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                measured.Add((group, RunGroupComparison.Of(group, confidence)));
            }
            catch (UnmeasurableGroupException exception)
            {
                refused.Add(exception.Message);
            }
        }

        if (measured.Count == 0)
            throw new PlotException(refused[0]);
        IReadOnlyList<string> titles = Titles([.. measured.Select(one => one.Group.Settings)]);
        IReadOnlyList<RunGroupComparison> corrected = RunGroupComparison.Corrected([.. measured.Select(one => one.Numbers)]);
        return new PairPlot(
            DefaultTitle, SettingPhrases.Shared(comparisons),
            [.. corrected.Zip(titles, (numbers, title) => new PairRow(title, "without", "with", numbers) { IsBatchNorm = true })],
            refused.Count == 0 ? "" : $"{Counted(refused.Count, "group")} left out: {refused[0]}");
    }

    /// <summary>Groups of runs against each other, a panel or a row for each comparison.</summary>
    /// <param name="comparisons">Of groups of runs, corrected for their number; at least one.</param>
    /// <exception cref="ArgumentException">There is no comparison.</exception>
    public static PairPlot Of(IReadOnlyList<RunGroupComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        if (comparisons.Count == 0)
            throw new ArgumentException("A plot of pairs needs at least one comparison.", nameof(comparisons));

        string shared = comparisons[0].Shared;
        return new PairPlot(
            TitleOfGroups, comparisons.All(comparison => comparison.Shared == shared) ? shared : "",
            [.. comparisons.Select(numbers => new PairRow($"{numbers.Group} against {numbers.Reference}", numbers.Reference, numbers.Group, numbers))], "");
    }

    /// <inheritdoc/>
    internal override Figure Compose(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Figure figure = IsEstimation ? Estimation() : Forest();
        return figure with { Width = Width, Height = Height, Description = () => PairDescription.Of(this) };
    }

    private Figure Estimation() => new()
    {
        Title = Title,
        Subtitle = Caption("On the right the differences, their mean and", string.Join(". ", new[]
        {
            _rows.Any(row => row.Numbers.Contrast!.Pairs.Any(pair => pair.Difference < 0)) ? "Dashed lines fall" : "",
            _rows.Count > 1 ? "Every panel has a scale of its own" : "",
        }.Where(part => part.Length > 0))),
        VerticalTitle = "Test accuracy",
        HorizontalTitle = "",
        Rows = Figure.NearSquare([.. _rows.Select(row => new EstimationPanel(row))], Width),
        AxesSize = _rows.Count == 1 ? SinglePanel : null,
    };

    private Figure Forest()
    {
        var panel = new ForestPanel(_rows, isNarrow: Width < NarrowPixels);
        return new Figure
        {
            Title = Title,
            Subtitle = Caption("Mean difference and", "A filled square has an interval without 0"),
            VerticalTitle = "",
            HorizontalTitle = _rows.All(row => row.IsBatchNorm) ? "Test accuracy with less without" : "Difference in test accuracy",
            Rows = [[panel]],
            AxesSize = panel.AxesSize,
        };
    }

    private string Caption(string what, string more)
    {
        RunGroupComparison first = _rows[0].Numbers;
        string method = _rows.All(row => row.Numbers.IsPaired) ? "Student" : _rows.All(row => !row.Numbers.IsPaired) ? "Welch" : "Student or Welch";
        string drawn = _groupCount > _rows.Count
            ? string.Create(CultureInfo.InvariantCulture, $"{_rows.Count} of {_groupCount:N0} groups, evenly from the least difference to the greatest")
            : "";
        int pooled = _rows.Max(row => row.Numbers.PooledCount);
        string averaged = pooled > 1 ? $"Every seed is its mean over {Counted(pooled, "combination")} of other settings" : "";
        string interval = $"{what} its {PairTexts.Percent(first.ConfidenceLevel)} interval ({method})";
        string few = _rows.Any(row => row.Numbers.HasTooFewSeedsForP()) ? "So few seeds cannot give a smaller p, whatever they show" : "";
        return WithNote(string.Join(". ", new[] { Subtitle, interval, averaged, more, few, drawn, _leftOut.TrimEnd('.') }.Where(part => part.Length > 0)));
    }

    /// <summary>All rows, or of more than can be read as many, from the least difference to the greatest.</summary>
    private static IReadOnlyList<PairRow> Spread(IReadOnlyList<PairRow> rows)
    {
        if (rows.Count <= MostRows)
            return rows;
        PairRow[] sorted = [.. rows.OrderBy(row => row.Numbers.Difference)];
        return [.. Enumerable.Range(0, MostRows).Select(i => sorted[(int)((long)i * (sorted.Length - 1) / (MostRows - 1))])];
    }

    /// <summary>What sets each of some groups apart from the others, in short.</summary>
    private static IReadOnlyList<string> Titles(IReadOnlyList<ExperimentSettings> groups)
    {
        bool areNamed = groups.Select(group => group.Name).Distinct(StringComparer.Ordinal).Skip(1).Any();
        Setting[] varying =
        [
            .. SettingTable.All.Where(setting => (setting.TellsApart || setting.Name == nameof(ExperimentSettings.Dataset)) && setting.Part != SettingPart.Name && setting.Varies(groups)),
        ];
        return [.. groups.Select(group => SettingPhrases.Join([areNamed ? group.Name : "", .. varying.Select(setting => setting.ShortPhrase(group))]))];
    }

    private static string Counted(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {thing}{(count == 1 ? "" : "s")}");
}
