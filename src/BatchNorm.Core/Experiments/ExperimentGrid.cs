using BatchNorm.Networks;

namespace BatchNorm.Experiments;

/// <summary>The values a sweep runs over: every combination is an experiment.</summary>
public sealed record ExperimentGrid
{
    /// <summary>What all experiments of the grid have in common.</summary>
    public Experiment Common { get; init; } = new();

    /// <summary>The activations.</summary>
    public IReadOnlyList<Activation> Activations { get; init; } = [Activation.ReLU];

    /// <summary>The learning rates.</summary>
    public IReadOnlyList<double> LearningRates { get; init; } = [0.01];

    /// <summary>The standard deviations of the initial weights.</summary>
    public IReadOnlyList<double> WeightScales { get; init; } = [0.05];

    /// <summary>The batch sizes.</summary>
    public IReadOnlyList<int> BatchSizes { get; init; } = [60];

    /// <summary>The seeds.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1];

    /// <summary>All combinations; the seeds vary fastest, the activations slowest.</summary>
    public IEnumerable<Experiment> Experiments() =>
        from activation in Activations
        from learningRate in LearningRates
        from weightScale in WeightScales
        from batchSize in BatchSizes
        from seed in Seeds
        select Common with
        {
            Activation = activation,
            WeightScale = weightScale,
            Training = Common.Training with { LearningRate = learningRate, BatchSize = batchSize, Seed = seed },
        };
}
