using System.Diagnostics;
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
    private readonly ActivationTrace? _trace;
    private readonly Stopwatch _clock = new();

    /// <param name="net">The network; it is this training's turn.</param>
    /// <param name="dataset">What it is trained and sampled on.</param>
    /// <param name="settings">How it is trained.</param>
    /// <param name="observer">Is told of every step and sample as it comes.</param>
    public SampledTraining(NeuralNet net, Dataset dataset, Experiment settings, ITrainingObserver? observer)
    {
        _net = net;
        _dataset = dataset;
        _settings = settings;
        _observer = observer;
        _trace = settings.TraceActivation ? new ActivationTrace(dataset.Validation) : null;
    }

    /// <summary>The accuracy samples so far, in order.</summary>
    public IReadOnlyList<AccuracySample> Samples => _samples;

    /// <summary>The samples of activations so far, in order; none where that was not asked for.</summary>
    public IReadOnlyList<ActivationSample> ActivationSamples => _trace?.Samples ?? [];

    /// <summary>Whether the network had diverged when a sample was taken.</summary>
    public bool HasDiverged { get; private set; }

    /// <summary>The time it took.</summary>
    public TimeSpan Duration => _clock.Elapsed;

    /// <summary>Trains to the end.</summary>
    /// <returns>The hash of the images trained on, in their order.</returns>
    public string Run(CancellationToken cancellation)
    {
        OptimizerSettings optimizer = OptimizerSettings.Of(_settings);
        BatchOrder order = _net.OrderFor(_dataset, _settings.Seed);
        var batch = new MiniBatch(_dataset.Training, _settings.BatchSize);
        using var orderHash = new NumberHash();
        _clock.Start();
        for (int step = 0; step < _settings.TrainingBatches; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Fill(order);
            _net.Step(batch, optimizer, (float)_settings.LearningRate, cancellation);
            orderHash.Append(batch.Indices);
            _observer?.BatchTrained(step + 1);
            if (step % _settings.BatchesPerSample == 0)
                Sample(step, cancellation);
        }

        _clock.Stop();
        return orderHash.Finish();
    }

    private void Sample(int step, CancellationToken cancellation)
    {
        Evaluation evaluation = _net.Read(
            network =>
            {
                _trace?.Sample(network, step);
                return Evaluator.Evaluate(network, _dataset.Validation, StatisticsSource.Population, cancellation);
            },
            cancellation);
        var sample = new AccuracySample
        {
            Step = step,
            Accuracy = evaluation.Accuracy,
            Loss = evaluation.Loss,
            Elapsed = _clock.Elapsed,
        };
        HasDiverged |= evaluation.HasDiverged;
        _samples.Add(sample);
        _observer?.SampleTaken(sample);
    }
}
