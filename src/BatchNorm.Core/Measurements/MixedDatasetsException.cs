using BatchNorm.Settings;

namespace BatchNorm.Measurements;

/// <summary>Comparisons of one group were trained on different data: their mean would be of nothing.</summary>
public sealed class MixedDatasetsException : UnmeasurableGroupException
{
    /// <summary>Names the datasets of a group.</summary>
    /// <param name="settings">What the comparisons have in common.</param>
    /// <param name="datasets">What the datasets are called, no two alike.</param>
    public MixedDatasetsException(ExperimentSettings settings, IReadOnlyList<string> datasets)
        : base($"These comparisons come from different data ({string.Join(", ", datasets)}) and have no mean in common: {settings.ToSettings()}.")
    {
        Datasets = datasets;
    }

    /// <summary>The datasets by name, and by the first digits of their hashes where names are alike, in the order they came.</summary>
    public IReadOnlyList<string> Datasets { get; }
}
