using System.Text.Json.Serialization;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Protocol;

/// <summary>
/// What a worker process is asked to do: a line of JSON on its standard input, answered by one on the output. Peers in other languages
/// read the settings by their names as users know them, the first letter small.
/// </summary>
/// <param name="Experiment">The settings.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TrainRequest), "train")]
[JsonDerivedType(typeof(StepsRequest), "steps")]
[JsonDerivedType(typeof(InferRequest), "infer")]
[JsonDerivedType(typeof(PairRequest), "pair")]
internal abstract record PeerRequest(Experiment Experiment)
{
    /// <summary>How many times smaller the sides of the images are, the mean of a square of pixels in place of the square; 1 for the images as they are.</summary>
    public int Shrink { get; init; } = 1;
}

/// <summary>Something to do with one network of an experiment, new and from the weights of its seed.</summary>
/// <param name="Experiment">The settings.</param>
/// <param name="UseBatchNorm">Which of its two networks.</param>
internal abstract record NetworkRequest(Experiment Experiment, bool UseBatchNorm) : PeerRequest(Experiment);

/// <summary>Train a network and test it: answered by a <see cref="TrainAnswer"/>.</summary>
/// <param name="Experiment">The settings.</param>
/// <param name="UseBatchNorm">Which of its two networks.</param>
/// <param name="Images">How many of the test images, the first ones.</param>
internal sealed record TrainRequest(Experiment Experiment, bool UseBatchNorm, int Images) : NetworkRequest(Experiment, UseBatchNorm);

/// <summary>Take training steps, and nothing else: answered by steps a second.</summary>
/// <param name="Experiment">The settings.</param>
/// <param name="UseBatchNorm">Which of its two networks.</param>
/// <param name="Seconds">How long, at least a step, after a fifth as long to warm up.</param>
internal sealed record StepsRequest(Experiment Experiment, bool UseBatchNorm, double Seconds) : NetworkRequest(Experiment, UseBatchNorm);

/// <summary>Test a network, which is not trained and as fast so, time and again: answered by images a second.</summary>
/// <param name="Experiment">The settings.</param>
/// <param name="UseBatchNorm">Which of its two networks.</param>
/// <param name="Images">How many of the test images, the first ones.</param>
/// <param name="Seconds">How long, at least once, after a fifth as long to warm up.</param>
internal sealed record InferRequest(Experiment Experiment, bool UseBatchNorm, int Images, double Seconds)
    : NetworkRequest(Experiment, UseBatchNorm);

/// <summary>
/// Train both networks with their accuracy samples, and test them: answered by the batches a second that both were trained with, from drawing
/// the weights to the last test.
/// </summary>
/// <param name="Experiment">The settings.</param>
internal sealed record PairRequest(Experiment Experiment) : PeerRequest(Experiment);
