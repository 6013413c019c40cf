using BatchNorm.Data;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Experiments;

/// <summary>
/// Runs experiments: trains the two networks of each, with and without batch normalization, side by side on threads of their
/// own, from the same weights and over the same batches, and pairs the runs as soon as both are there. A pair is one outcome of the pool, a
/// result or an error, in the order of the experiments.
/// </summary>
public sealed class ComparisonRunner
{
    private readonly TrainingPool<BatchNormComparison> _pool;
    private readonly Dataset _dataset;
    private readonly ExperimentResolver _resolver;
    private readonly bool _keepNetworks;

    /// <summary>Prepares to run experiments.</summary>
    /// <param name="pool">Trains the networks; the comparisons come out of it.</param>
    /// <param name="dataset">What all networks are trained and tested on.</param>
    /// <param name="keepNetworks">Whether the runs hold their networks, and with them the weights' memory.</param>
    public ComparisonRunner(TrainingPool<BatchNormComparison> pool, Dataset dataset, bool keepNetworks)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(dataset);
        _pool = pool;
        _dataset = dataset;
        _resolver = new ExperimentResolver(dataset);
        _keepNetworks = keepNetworks;
    }

    /// <summary>Queues an experiment.</summary>
    /// <exception cref="ArgumentException">It does not fit the data, or its engine.</exception>
    public void Add(PublishedExperiment experiment)
    {
        var pair = new Pair(_resolver.Resolve(experiment));
        _pool.Add(Prepare(pair, useBatchNorm: false), Prepare(pair, useBatchNorm: true));
    }

    private QueuedTraining<BatchNormComparison> Prepare(Pair pair, bool useBatchNorm)
    {
        NetworkDefinition definition = _resolver.Define(useBatchNorm ? pair.Experiment : SettingTable.WithoutBatchNorm(pair.Experiment));
        var progress = new TrainingProgress(
            $"{NeuralNet.DefaultName(definition)}, {pair.Experiment}", pair.Experiment.TrainingBatches)
        {
            Label = useBatchNorm ? "with" : "without",
        };
        return new QueuedTraining<BatchNormComparison>(progress, (observer, cancellation) => pair.HasFailed
            ? null
            : Train(pair, definition, observer, cancellation) is { } run ? pair.Complete(run) : null);
    }

    /// <summary>One of the two runs; null where it fails and the other has failed before, as the two are one error.</summary>
    private TrainingRun? Train(Pair pair, NetworkDefinition definition, ITrainingObserver observer, CancellationToken cancellation)
    {
        PublishedExperiment experiment = pair.Experiment;
        NeuralNet? net = null;
        bool keep = false;
        try
        {
            net = NeuralNet.Draw(null, definition, experiment.WeightScale, experiment.Seed, experiment.Engine);
            TrainingRun run = Trainer.Train(net, _dataset, experiment, observer, cancellation);
            keep = _keepNetworks;
            return keep ? run : run with { Network = null };
        }
        catch
        {
            if (pair.Fail())
                throw;
            return null;
        }
        finally
        {
            if (!keep)
                net?.Dispose();
        }
    }

    /// <summary>The two networks of an experiment: what they share, and what has come of them so far.</summary>
    private sealed class Pair(PublishedExperiment experiment)
    {
        private readonly Lock _lock = new();
        private TrainingRun? _firstRun;
        private int _failures;

        public PublishedExperiment Experiment { get; } = experiment;

        /// <summary>Whether one of the two failed, so that the other need not be trained.</summary>
        public bool HasFailed => Volatile.Read(ref _failures) > 0;

        /// <summary>Takes note that one of the two failed.</summary>
        /// <returns>Whether it is the first.</returns>
        public bool Fail() => Interlocked.Increment(ref _failures) == 1;

        /// <summary>Takes a run; the second of the two makes the comparison.</summary>
        public BatchNormComparison? Complete(TrainingRun run)
        {
            lock (_lock)
            {
                if (_firstRun is null)
                {
                    _firstRun = run;
                    return null;
                }

                var (without, with) = run.UseBatchNorm ? (_firstRun, run) : (run, _firstRun);
                return BatchNormComparison.Of(Experiment, without, with);
            }
        }
    }
}
