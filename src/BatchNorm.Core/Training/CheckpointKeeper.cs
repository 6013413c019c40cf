using BatchNorm.Data;

namespace BatchNorm.Training;

/// <summary>Brings one training back from its checkpoint, and keeps it there as it goes.</summary>
internal sealed class CheckpointKeeper
{
    private readonly ICheckpoint _checkpoint;
    private readonly NeuralNet _net;
    private readonly ITrainingObserver? _observer;
    private readonly TrainingIdentity _identity;
    private readonly CheckpointFit _fit;
    private readonly CheckpointPace _pace;
    private string _initialWeightsHash;
    private (int Batches, int Samples) _kept;

    /// <param name="checkpoint">Where the training is kept.</param>
    /// <param name="net">Its network.</param>
    /// <param name="run">What is known of it before its first step.</param>
    /// <param name="dataset">What it is trained on.</param>
    /// <param name="observer">Is told what comes of the checkpoint.</param>
    /// <param name="clock">Tells the time.</param>
    public CheckpointKeeper(ICheckpoint checkpoint, NeuralNet net, TrainingRun run, Dataset dataset, ITrainingObserver? observer, TimeProvider clock)
    {
        _checkpoint = checkpoint;
        _net = net;
        _observer = observer;
        _identity = TrainingIdentity.Of(run, net.Library);
        _fit = new CheckpointFit(run, _identity, dataset);
        _pace = new CheckpointPace(checkpoint.Interval, clock);
        _initialWeightsHash = run.InitialWeightsHash;
    }

    /// <summary>Reads what is kept, and makes the network what it was then; for the training whose turn it is.</summary>
    /// <returns>What was kept, or null where nothing is and the training begins.</returns>
    /// <exception cref="CheckpointException">It is of something else, or damaged; nothing is changed then.</exception>
    public TrainingState? Restore(CancellationToken cancellation)
    {
        if (_checkpoint.Read() is not { } state)
            return null;
        if (_fit.Objection(state) is { } objection)
            throw new CheckpointException(_checkpoint.Name, objection);

        try
        {
            _net.Restore(state.Network, cancellation);
        }
        catch (ArgumentException misfit)
        {
            throw new CheckpointException(_checkpoint.Name, misfit.Message, misfit);
        }

        _initialWeightsHash = state.InitialWeightsHash;
        _kept = (state.CompletedBatches, state.Samples.Count);
        return state;
    }

    /// <summary>Keeps a training where it is, if it is time; to be called between two steps.</summary>
    public void WriteIfDue(SampledTraining training)
    {
        if (_pace.IsDue)
            Write(training);
    }

    /// <summary>
    /// Keeps a training where it is, unless that is kept already. Where it cannot be written the training is worth more than its checkpoint,
    /// and goes on.
    /// </summary>
    public void Write(SampledTraining training)
    {
        (int Batches, int Samples) now = (training.CompletedBatches, training.Samples.Count);
        if (now == _kept)
            return;

        try
        {
            _pace.Write(() => _checkpoint.Write(StateOf(training)));
            _kept = now;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _observer?.CheckpointFailed(error);
        }
    }

    private TrainingState StateOf(SampledTraining training) => new()
    {
        Identity = _identity,
        Network = _net.ReadState(),
        CompletedBatches = training.CompletedBatches,
        InitialWeightsHash = _initialWeightsHash,
        Samples = [.. training.Samples],
        ActivationSamples = [.. training.ActivationSamples],
        LayerSamples = [.. training.LayerSamples],
        LandscapeSamples = [.. training.LandscapeSamples],
        HasDiverged = training.HasDiverged,
        Elapsed = training.Elapsed,
    };
}
