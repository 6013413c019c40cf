namespace BatchNorm.Training;

/// <summary>A training that waits for one of a pool's threads.</summary>
/// <param name="Progress">Tells how far it is.</param>
/// <param name="Train">Trains; returns the result, or null where this training completes none.</param>
/// <param name="Network">What no two trainings may use at a time, or null where it has a network of its own.</param>
public sealed record QueuedTraining<T>(
    TrainingProgress Progress, Func<ITrainingObserver, CancellationToken, T?> Train, NeuralNet? Network = null)
    where T : class;
