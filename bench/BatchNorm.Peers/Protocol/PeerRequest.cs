using System.Text.Json.Serialization;

namespace BatchNorm.Peers.Protocol;

/// <summary>What a worker process is asked to do: a line of JSON on its standard input, answered by one on the output.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CompareRequest), "compare")]
[JsonDerivedType(typeof(StepsRequest), "steps")]
[JsonDerivedType(typeof(EvaluateRequest), "evaluate")]
[JsonDerivedType(typeof(SweepRequest), "sweep")]
[JsonDerivedType(typeof(EnduranceRequest), "endurance")]
[JsonDerivedType(typeof(LessonRequest), "lesson")]
internal abstract record PeerRequest;

/// <summary>Train the network without and the one with batch normalization, and test both.</summary>
/// <param name="Experiment">The settings of both.</param>
/// <param name="Threads">2 for both side by side, 1 for one after the other: all that plain loops can do.</param>
/// <param name="Inverted">Whether black becomes white, so that four of five pixels are not zero any more.</param>
internal sealed record CompareRequest(PlainExperiment Experiment, int Threads = 1, bool Inverted = false) : PeerRequest;

/// <summary>Take training steps with one network, and nothing else.</summary>
/// <param name="Experiment">The settings; its number of batches is the number of steps.</param>
/// <param name="UseBatchNorm">Which of its two networks.</param>
internal sealed record StepsRequest(PlainExperiment Experiment, bool UseBatchNorm) : PeerRequest;

/// <summary>Compute the accuracy over the test images with the network that has batch normalization.</summary>
/// <param name="Experiment">The settings; the network is not trained, which is as fast.</param>
/// <param name="Times">How often, after once that does not count.</param>
internal sealed record EvaluateRequest(PlainExperiment Experiment, int Times) : PeerRequest;

/// <summary>Run many comparisons and watch the memory.</summary>
/// <param name="Experiment">The settings of all; each has a seed of its own.</param>
/// <param name="Cells">How many comparisons.</param>
/// <param name="Threads">Networks trained at a time.</param>
internal sealed record SweepRequest(PlainExperiment Experiment, int Cells, int Threads) : PeerRequest;

/// <summary>Train one network, the one with batch normalization, for long and watch the memory.</summary>
/// <param name="Experiment">The settings.</param>
/// <param name="StepsPerPoint">Steps between two looks.</param>
internal sealed record EnduranceRequest(PlainExperiment Experiment, int StepsPerPoint) : PeerRequest;

/// <summary>Run all of the lesson's experiments.</summary>
/// <param name="Threads">Networks trained at a time.</param>
internal sealed record LessonRequest(int Threads) : PeerRequest;
