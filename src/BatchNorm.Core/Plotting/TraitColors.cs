using BatchNorm.Training;
using ScottPlot;
using ScottPlot.Colormaps;

namespace BatchNorm.Plotting;

/// <summary>
/// A colour for every value that some runs have of a trait, the same in all panels. Numbers, and names that are many, go from dark to light in their
/// order, as viridis does; a few names have the colours of Okabe and Ito (2008). Both can be told apart by people of every colour vision.
/// </summary>
internal sealed class TraitColors
{
    // Viridis ends in a yellow that is hardly seen on white.
    private const double LightestOfViridis = 0.8;
    private const int FewNumbers = 2;

    private static readonly Color[] Names =
        [new("#0072B2"), new("#D55E00"), new("#009E73"), new("#CC79A7"), new("#E69F00"), new("#56B4E9"), new("#000000")];

    private static readonly Color None = new("#808080");

    private readonly RunTrait _trait;
    private readonly Dictionary<string, int> _indices;
    private readonly bool _isSequence;

    /// <param name="trait">What the colours tell.</param>
    /// <param name="runs">All runs of the plot.</param>
    public TraitColors(RunTrait trait, IEnumerable<TrainingRun> runs)
    {
        _trait = trait;
        TrainingRun[] values = [.. runs.DistinctBy(trait.Text).Where(run => trait.Text(run).Length > 0)];
        bool areNumbers = values.All(run => trait.Number(run) is not null);
        _isSequence = (areNumbers && values.Length > FewNumbers) || values.Length > Names.Length;
        IEnumerable<TrainingRun> ordered = areNumbers ? values.OrderBy(trait.Number)
            : trait.Name == RunTrait.BatchNormalization ? values.OrderByDescending(run => run.UseBatchNorm) // in the colours they have anyway
            : values;
        _indices = ordered.Select((run, i) => (Text: trait.Text(run), i)).ToDictionary(value => value.Text, value => value.i, StringComparer.Ordinal);
    }

    /// <summary>Which of the values a run has, in their order; the number of values where it has none.</summary>
    public int Index(TrainingRun run) => _indices.GetValueOrDefault(_trait.Text(run), _indices.Count);

    /// <summary>The colour of a run.</summary>
    public Color Of(TrainingRun run)
    {
        int index = Index(run);
        return index == _indices.Count ? None
            : _isSequence ? new Viridis().GetColor(LightestOfViridis * index / Math.Max(1, _indices.Count - 1))
            : Names[index];
    }
}
