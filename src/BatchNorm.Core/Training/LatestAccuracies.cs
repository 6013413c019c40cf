namespace BatchNorm.Training;

/// <summary>
/// The newest accuracies of trainings by their labels, for a place where few fit. A label keeps its place and its last accuracy; where a new one
/// finds no room, one that is not in training any more makes it.
/// </summary>
/// <param name="most">How many labels there is room for.</param>
public sealed class LatestAccuracies(int most)
{
    private readonly OrderedDictionary<string, double?> _accuracies = [];

    /// <summary>Each label with its newest accuracy, 0 to 1, or null before its first sample; in the order of their places.</summary>
    public IReadOnlyList<KeyValuePair<string, double?>> All => [.. _accuracies];

    /// <summary>Takes note of the trainings under way; of several with one label it is that of the one that began first.</summary>
    public void Note(IReadOnlyList<TrainingProgress> running)
    {
        ArgumentNullException.ThrowIfNull(running);
        foreach (IGrouping<string, TrainingProgress> alike in running.GroupBy(progress => progress.Label))
        {
            if (HasRoomFor(alike.Key, running))
                _accuracies[alike.Key] = alike.First().LatestSample?.Accuracy ?? _accuracies.GetValueOrDefault(alike.Key);
        }
    }

    private bool HasRoomFor(string label, IReadOnlyList<TrainingProgress> running)
    {
        if (_accuracies.ContainsKey(label) || _accuracies.Count < most)
            return true;
        return _accuracies.Keys.FirstOrDefault(known => running.All(progress => progress.Label != known)) is { } over && _accuracies.Remove(over);
    }
}
