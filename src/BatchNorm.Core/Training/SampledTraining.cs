using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Optimizers;
using BatchNorm.Settings;
using BatchNorm.Testing;

namespace BatchNorm.Training;

/// <summary>The steps of one training, and the samples taken on the way.</summary>
internal sealed class SampledTraining
{
    private readonly NeuralNet _net;
    private readonly Dataset _dataset;
    private readonly Experiment _settings;
    private readonly ITrainingObserver? _observer;
    private readonly List<AccuracySample> _samples = [];
    private readonly ActivationTrace? _activations;
    private readonly LayerTrace? _layers;
    private readonly TimeProvider _clock;
    private long _start;
    private TimeSpan _before;
    private TimeSpan? _duration;

    /// <param name="net">The network; it is this training's turn.</param>
    /// <param name="dataset">What it is trained and sampled on.</param>
    /// <param name="settings">How it is trained.</param>
    /// <param name="observer">Is told of every step and sample as it comes.</param>
    /// <param name="clock">Tells the time.</param>
    public SampledTraining(NeuralNet net, Dataset dataset, Experiment settings, ITrainingObserver? observer, TimeProvider clock)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        _net = net;
        _dataset = dataset;
        _settings = settings;
        _observer = observer;
        _activations = settings.TraceActivation ? new ActivationTrace(dataset.Validation) : null;
        _layers = (settings.Trace & ~TraceKinds.Activation) == TraceKinds.None ? null : new LayerTrace(dataset, settings);
    }

    /// <summary>Steps done so far.</summary>
    public int CompletedBatches { get; private set; }

    /// <summary>The accuracy samples so far, in order.</summary>
    public IReadOnlyList<AccuracySample> Samples => _samples;

    /// <summary>The samples of activations so far, in order; none where that was not asked for.</summary>
    public IReadOnlyList<ActivationSample> ActivationSamples => _activations?.Samples ?? [];

    /// <summary>The samples of layers so far, in order; none where that was not asked for.</summary>
    public IReadOnlyList<LayerSample> LayerSamples => _layers?.Layers ?? [];

    /// <summary>The samples of the landscape so far, in order; none where that was not asked for.</summary>
    public IReadOnlyList<LandscapeSample> LandscapeSamples => _layers?.Landscape ?? [];

    /// <summary>Whether the network had diverged when a sample was taken.</summary>
    public bool HasDiverged { get; private set; }

    /// <summary>The time it took so far, or to its end.</summary>
    public TimeSpan Elapsed => _duration ?? _before + _clock.GetElapsedTime(_start);

    /// <summary>The samples that are due after some steps.</summary>
    public static int SamplesDue(int completedBatches, int batchesPerSample) =>
        completedBatches == 0 ? 0 : ((completedBatches - 1) / batchesPerSample) + 1;

    /// <summary>Goes on from where a training was, whose network stands there already; before it is run.</summary>
    public void GoOn(TrainingState state)
    {
        CompletedBatches = state.CompletedBatches;
        _samples.AddRange(state.Samples);
        _activations?.Keep(state.ActivationSamples);
        _layers?.Keep(state.LayerSamples, state.LandscapeSamples);
        HasDiverged = state.HasDiverged;
        _before = state.Elapsed;
        _observer?.WentOn(CompletedBatches, _samples.LastOrDefault());
    }

    /// <summary>Trains to the end.</summary>
    /// <param name="betweenSteps">What is to be done between any two steps, and after the last.</param>
    /// <param name="cancellation">Checked at every step and in every sample.</param>
    /// <returns>The hash of the images trained on, in their order.</returns>
    public string Run(Action betweenSteps, CancellationToken cancellation)
    {
        OptimizerSettings optimizer = OptimizerSettings.Of(_settings);
        BatchOrder order = _net.OrderFor(_dataset, _settings.Seed, (long)CompletedBatches * _settings.BatchSize);
        var batch = new MiniBatch(_dataset.Training, _settings.BatchSize);
        using var orderHash = new NumberHash();
        Replay(order, batch, orderHash, cancellation);
        _start = _clock.GetTimestamp();
        while (true)
        {
            if (_samples.Count < SamplesDue(CompletedBatches, _settings.BatchesPerSample)) // of the step before, also where that was cut off
                Sample(CompletedBatches - 1, cancellation);
            betweenSteps();
            if (CompletedBatches == _settings.TrainingBatches)
                break;

            cancellation.ThrowIfCancellationRequested();
            batch.Fill(order);
            _net.Step(batch, optimizer, (float)_settings.LearningRate, cancellation);
            CompletedBatches++;
            orderHash.Append(batch.Indices);
            _observer?.BatchTrained(CompletedBatches);
        }

        _duration = Elapsed;
        return orderHash.Finish();
    }

    /// <summary>Takes the hash of the batches of steps done before, which is far quicker than the steps, and needs no hash that can be kept.</summary>
    private void Replay(BatchOrder order, MiniBatch batch, NumberHash hash, CancellationToken cancellation)
    {
        for (int step = 0; step < CompletedBatches; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Fill(order);
            hash.Append(batch.Indices);
        }
    }

    /// <summary>Takes a sample whole or, where it is cancelled, not at all.</summary>
    private void Sample(int step, CancellationToken cancellation)
    {
        (IEnumerable<ActivationSample>? activations, (IReadOnlyList<LayerSample> Layers, LandscapeSample? Landscape)? inside, Evaluation evaluation) = _net.Read(
            network => (
                _activations?.Look(network, step),
                _layers?.Look(network, _net.Computing, step, cancellation),
                Evaluator.Evaluate(network, _dataset.Validation, StatisticsSource.Population, cancellation)),
            cancellation);
        var sample = new AccuracySample
        {
            Step = step,
            Accuracy = evaluation.Accuracy,
            Loss = evaluation.Loss,
            Elapsed = Elapsed,
        };
        HasDiverged |= evaluation.HasDiverged;
        _samples.Add(sample);
        _activations?.Keep(activations!);
        if (inside is { } seen)
            _layers!.Keep(seen.Layers, seen.Landscape is { } landscape ? [landscape] : []);
        _observer?.SampleTaken(sample);
    }
}
