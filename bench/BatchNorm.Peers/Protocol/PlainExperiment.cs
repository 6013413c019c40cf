using BatchNorm.Experiments;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Protocol;

/// <summary>
/// An experiment as peers are told it: the settings of a fully connected network that a plain loop has too, flat and under names of
/// the protocol's own. The module's records may be renamed and rearranged; what peers in other languages read may not.
/// </summary>
/// <param name="HiddenLayer">Units of each hidden layer.</param>
/// <param name="Activation">Of the hidden layers, by the name that PyTorch's module has too.</param>
/// <param name="WeightScale">The standard deviation of the initial weights.</param>
/// <param name="Epsilon">Added to the variance before the square root.</param>
/// <param name="Decay">The share of the old population estimate that is kept at each batch.</param>
/// <param name="LearningRate">The step size of gradient descent.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="TrainingBatches">Steps.</param>
/// <param name="BatchesPerSample">Steps from one accuracy sample to the next.</param>
/// <param name="Seed">Draws the weights and the order of the images.</param>
internal sealed record PlainExperiment(
    int[] HiddenLayer,
    Activation Activation,
    double WeightScale,
    double Epsilon,
    double Decay,
    double LearningRate,
    int BatchSize,
    int TrainingBatches,
    int BatchesPerSample,
    int Seed)
{
    /// <summary>The same experiment in the module's words; which engine computes it is the worker's to choose.</summary>
    public PublishedExperiment ToExperiment() => new()
    {
        HiddenLayer = string.Join(',', HiddenLayer),
        Activation = Activation,
        WeightScale = WeightScale,
        Epsilon = Epsilon,
        Decay = Decay,
        LearningRate = LearningRate,
        BatchSize = BatchSize,
        TrainingBatches = TrainingBatches,
        BatchesPerSample = BatchesPerSample,
        Seed = Seed,
    };
}
