using BatchNorm.Data;
using BatchNorm.Optimizers;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>Whether a training can go on from a state: whether it is its own, and whether such a state can be.</summary>
/// <param name="run">What is known of the training before its first step.</param>
/// <param name="identity">What a state of it must have in common with it.</param>
/// <param name="dataset">What it is trained on.</param>
internal sealed class CheckpointFit(TrainingRun run, TrainingIdentity identity, Dataset dataset)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(100 * 365);

    /// <summary>Why it cannot, in whole sentences, or null where it can.</summary>
    public string? Objection(TrainingState state) =>
        identity.Difference(state.Identity)
        ?? ObjectionToSteps(state)
        ?? ObjectionToStart(state)
        ?? ObjectionToOrder(state)
        ?? ObjectionToSamples(state);

    private string? ObjectionToSteps(TrainingState state)
    {
        if (state.CompletedBatches < 1 || state.CompletedBatches > run.TrainingBatches)
            return Invariant($"It says that {state.CompletedBatches} of {run.TrainingBatches} batches are done: it is damaged.");
        if (state.FirstBatch < 0)
            return Invariant($"It says that its network was trained {state.Network.TrainedBatches} batches, fewer than the {state.CompletedBatches} of this training: it is damaged.");
        return state.Elapsed < TimeSpan.Zero || state.Elapsed > Longest ? Invariant($"It says that {state.Elapsed} have passed: it is damaged.") : null;
    }

    /// <summary>The network may stand where the training began, as in a new process, or where it was interrupted, as in the same one.</summary>
    private string? ObjectionToStart(TrainingState state)
    {
        bool isAtStart = run.InitialWeightsHash == state.InitialWeightsHash && run.FirstBatch == state.FirstBatch;
        bool isThere = run.FirstBatch == state.Network.TrainedBatches && run.InitialWeightsHash == NumberHash.OfWeights(state.Network.Network.Tensors);
        if (isAtStart || isThere)
            return null;

        return run.FirstBatch == state.FirstBatch
            ? $"It was written by a training that began with other weights (SHA-256 {state.InitialWeightsHash}) than those of '{run.Name}' ({run.InitialWeightsHash})."
            : Invariant($"It was written by a training that began after {state.FirstBatch} batches and stood at {state.Network.TrainedBatches}; '{run.Name}' was trained {run.FirstBatch} batches.");
    }

    private string? ObjectionToOrder(TrainingState state)
    {
        if (state.Network.Order is not { } order || order.DatasetHash != dataset.Sha256 || order.Images != dataset.Training.Count || order.Seed != run.Seed)
            return "It does not say where the order of its batches stands: it is damaged.";
        if (order.Taken < (long)state.CompletedBatches * run.BatchSize || order.Taken / order.Images > uint.MaxValue)
            return Invariant($"It says that {order.Taken} images were taken in {state.CompletedBatches} batches of {run.BatchSize}: it is damaged.");
        return state.Network.Optimizer is { Steps: >= 0 } optimizer && optimizer.Settings == OptimizerSettings.Of(run)
            ? null
            : "It does not say where its optimizer stands: it is damaged.";
    }

    /// <summary>Every sample that is due must be there, but for that of the last step, which may be cut off.</summary>
    private string? ObjectionToSamples(TrainingState state)
    {
        int due = SampledTraining.SamplesDue(state.CompletedBatches, run.BatchesPerSample), taken = state.Samples.Count;
        bool mayLackLast = (state.CompletedBatches - 1) % run.BatchesPerSample == 0;
        if (taken != due && !(mayLackLast && taken == due - 1))
            return Invariant($"It has {taken} samples of {state.CompletedBatches} batches, and not {due}: it is damaged.");

        bool isOfSteps = state.Samples.Index().All(sample => sample.Item.Step == sample.Index * run.BatchesPerSample)
            && AreOfSteps(state.ActivationSamples, taken, run.TraceActivation, sample => sample.Unit == ActivationTrace.Unit ? (sample.Step, sample.Layer) : default)
            && AreOfSteps(state.LayerSamples, taken, (run.Trace & ~(TraceKinds.Activation | TraceKinds.Landscape)) != 0, sample => (sample.Step, sample.Layer))
            && AreOfSteps(state.LandscapeSamples, taken, run.Trace.HasFlag(TraceKinds.Landscape), sample => (sample.Step, 1));
        return isOfSteps ? null : "Its samples are not those of its steps: it is damaged.";
    }

    /// <summary>Whether samples of layers are there of every step, those of a step together, from the first layer up; and none where nothing is traced.</summary>
    private bool AreOfSteps<T>(IReadOnlyList<T> samples, int steps, bool isTraced, Func<T, (int Step, int Layer)> placeOf)
    {
        int layers = isTraced && steps > 0 ? samples.Count / steps : 0;
        return layers * steps == samples.Count
            && samples.Index().All(sample => placeOf(sample.Item) == (sample.Index / layers * run.BatchesPerSample, (sample.Index % layers) + 1));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
