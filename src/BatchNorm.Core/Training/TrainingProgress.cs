namespace BatchNorm.Training;

/// <summary>How far a training is: written by the thread that trains, read by any other.</summary>
public sealed class TrainingProgress : ITrainingObserver
{
    private int _completedBatches;
    private int _sparedBatches;
    private AccuracySample? _latestSample;

    /// <summary>Describes a training that has not begun.</summary>
    /// <param name="name">What is trained.</param>
    /// <param name="totalBatches">Steps it will take.</param>
    public TrainingProgress(string name, int totalBatches)
    {
        Name = name;
        TotalBatches = totalBatches;
    }

    /// <summary>What is trained.</summary>
    public string Name { get; }

    /// <summary>What sets it apart from those beside it, in a word or two: the name, unless given.</summary>
    public string Label { get => field ?? Name; init; }

    /// <summary>Steps it will take.</summary>
    public int TotalBatches { get; }

    /// <summary>Steps done.</summary>
    public int CompletedBatches => Volatile.Read(ref _completedBatches);

    /// <summary>Those of them that were done before: a checkpoint brought them.</summary>
    public int SparedBatches => Volatile.Read(ref _sparedBatches);

    /// <summary>The newest accuracy sample, or null before the first.</summary>
    public AccuracySample? LatestSample => Volatile.Read(ref _latestSample);

    /// <inheritdoc/>
    public void BatchTrained(int completedBatches) => Volatile.Write(ref _completedBatches, completedBatches);

    /// <inheritdoc/>
    public void SampleTaken(AccuracySample sample) => Volatile.Write(ref _latestSample, sample);

    /// <inheritdoc/>
    public void WentOn(int completedBatches, AccuracySample? latestSample)
    {
        Volatile.Write(ref _sparedBatches, completedBatches);
        Volatile.Write(ref _completedBatches, completedBatches);
        Volatile.Write(ref _latestSample, latestSample);
    }
}
