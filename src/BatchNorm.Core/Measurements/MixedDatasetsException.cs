using BatchNorm.Experiments;

namespace BatchNorm.Measurements;

/// <summary>Comparisons of one group were trained on different data: their mean would be of nothing.</summary>
public sealed class MixedDatasetsException : UnmeasurableGroupException
{
    /// <summary>Names the datasets of a group.</summary>
    public MixedDatasetsException(ComparisonSettings settings, IReadOnlyList<string> datasets)
        : base($"These comparisons come from different data ({string.Join(", ", datasets)}) and have no mean in common: {settings}.")
    {
        Datasets = datasets;
    }

    /// <summary>The datasets, in the order they came.</summary>
    public IReadOnlyList<string> Datasets { get; }
}
