using BatchNorm.Collections;

namespace BatchNorm.Training;

/// <summary>
/// All that a training under way has come to, as plain numbers: another process that is given it ends with the same run, to the bit. The
/// position in the order of the batches where it began follows from where the order stands, as all its batches are of one size.
/// </summary>
public sealed record TrainingState
{
    /// <summary>What training it is, and what computes it.</summary>
    public required TrainingIdentity Identity { get; init; }

    /// <summary>The network and its optimizer between two steps, and where the order of its batches stands.</summary>
    public required NeuralNetState Network { get; init; }

    /// <summary>Steps of this training that are done; at least 1.</summary>
    public required int CompletedBatches { get; init; }

    /// <summary>The SHA-256 of the weights it started from: <see cref="TrainingRun.InitialWeightsHash"/>.</summary>
    public required string InitialWeightsHash { get; init; }

    /// <summary>The accuracy samples so far. That of the last step may be still to come.</summary>
    public required ValueList<AccuracySample> Samples { get; init; }

    /// <summary>The samples of activations so far, of the same steps; none where that was not asked for.</summary>
    public required ValueList<ActivationSample> ActivationSamples { get; init; }

    /// <summary>The samples of layers so far, of the same steps; none where that was not asked for.</summary>
    public ValueList<LayerSample> LayerSamples { get; init; } = [];

    /// <summary>The samples of the landscape so far, of the same steps; none where that was not asked for.</summary>
    public ValueList<LandscapeSample> LandscapeSamples { get; init; } = [];

    /// <summary>Whether the network had diverged when a sample was taken.</summary>
    public required bool HasDiverged { get; init; }

    /// <summary>The time it took so far, in all processes together.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Steps the network had been trained before this training: <see cref="TrainingRun.FirstBatch"/>.</summary>
    public int FirstBatch => Network.TrainedBatches - CompletedBatches;
}
