namespace BatchNorm.Training;

/// <summary>
/// Where one training is kept while it is under way, so that it can go on from there in another process. Used by the thread that trains.
/// </summary>
public interface ICheckpoint
{
    /// <summary>What errors call it: "the checkpoint 'x.safetensors'".</summary>
    string Name { get; }

    /// <summary>The time after which it is written anew, at least 0; writing takes one part in a hundred of the time, and is put off where it would take more.</summary>
    TimeSpan Interval { get; }

    /// <summary>What is kept, or null where nothing is.</summary>
    /// <exception cref="CheckpointException">Something is kept that is no training under way, or is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    TrainingState? Read();

    /// <summary>Keeps a training in the place of what was kept: whole, or not at all.</summary>
    /// <exception cref="CheckpointException">Such a training cannot be kept here, ever.</exception>
    /// <exception cref="IOException">It cannot be written now.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    void Write(TrainingState state);

    /// <summary>Keeps nothing any more; to be called once the run is safe elsewhere.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be removed.</exception>
    void Remove();
}
