using BatchNorm.Data;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>How a network is trained: an optimizer's steps over shuffled mini-batches.</summary>
public sealed record TrainingSettings
{
    /// <summary>The step size of gradient descent; above 0, in float32 as well.</summary>
    public double LearningRate
    {
        get;
        init => field = PositiveFloat32.Checked(value, nameof(LearningRate), "The learning rate");
    } = 0.01;

    /// <summary>What makes the steps, or null for what is usual for the architecture: SGD, or RMSProp where the network is recurrent.</summary>
    public OptimizerKind? Optimizer { get; init; }

    /// <summary>
    /// The optimizer's momentum, from 0 to <see cref="OptimizerSettings.MaximumMomentum"/>, or null for the usual 0.9: RMSProp's decay of the mean
    /// square, Adam's beta1. Null with SGD, which has none.
    /// </summary>
    public double? Momentum
    {
        get;
        init => field = value is { } momentum ? OptimizerSettings.CheckedMomentum(momentum, nameof(Momentum)) : null;
    }

    /// <summary>Steps; at least 1.</summary>
    public int TrainingBatches { get; init => field = AtLeastOne(value, nameof(TrainingBatches)); } = 50_000;

    /// <summary>Validation accuracy is sampled after step 0 and every so many steps from there; at least 1.</summary>
    public int BatchesPerSample { get; init => field = AtLeastOne(value, nameof(BatchesPerSample)); } = 500;

    /// <summary>Images a step; at least 1. 60 in the paper and the lesson.</summary>
    public int BatchSize { get; init => field = AtLeastOne(value, nameof(BatchSize)); } = 60;

    /// <summary>Fixes the order of the images.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Whether the inputs of the first unit in every hidden layer are recorded at each accuracy sample
    /// (<see cref="TrainingRun.ActivationSamples"/>). It changes nothing in the training.
    /// </summary>
    public bool TraceActivation { get; init; }

    /// <summary>The optimizer for a network, with what is usual filled in.</summary>
    /// <exception cref="ArgumentException">There is no such optimizer, or it has no momentum and was given one.</exception>
    public OptimizerSettings OptimizerFor(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        OptimizerKind kind = Optimizer ?? shape.UsualOptimizer;
        return new OptimizerSettings(kind, Momentum ?? (kind == OptimizerKind.SGD ? null : shape.UsualMomentum));
    }

    /// <summary>Checks the settings against the data they are to be used with.</summary>
    /// <exception cref="ArgumentException">The batch size is larger than the training set.</exception>
    public void CheckFit(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (BatchSize > dataset.Training.Count)
            throw new ArgumentException($"A batch of {BatchSize} images is larger than the training set of {dataset.Name}, which has {dataset.Training.Count}. Choose a smaller batch size.");
    }

    private static int AtLeastOne(int value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1.");
}
