using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Experiments;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Peers.Protocol;
using BatchNorm.Settings;
using BatchNorm.Testing;
using BatchNorm.Training;

namespace BatchNorm.Peers.Workers;

/// <summary>This module, with one of its engines.</summary>
internal sealed class EnginePeer(EngineKind engine, Dataset dataset) : IPeer
{
    /// <inheritdoc/>
    public Greeting Greet()
    {
        Create(new Experiment { HiddenLayer = "1" }, useBatchNorm: true).Dispose(); // loads the engine
        return new Greeting($"version {typeof(IEngine).Assembly.GetName().Version!.ToString(3)}", Threads: 1);
    }

    /// <inheritdoc/>
    public ITrainee Create(Experiment experiment, bool useBatchNorm)
    {
        var definition = NetworkDefinition.Of(
            useBatchNorm ? experiment : SettingTable.WithoutBatchNorm(experiment), dataset.Images, dataset.Classes);
        INetwork network = EngineFor(definition).CreateNetwork(definition.Draw(experiment.WeightScale, experiment.Seed));
        return new Trainee(network, experiment, dataset);
    }

    /// <summary>Side by side, through the module's own queue.</summary>
    /// <inheritdoc/>
    public (double Without, double With) TrainPair(Experiment experiment)
    {
        using var pool = new TrainingPool<BatchNormComparison>(threads: 2);
        var runner = new ComparisonRunner(pool, dataset, keepNetworks: false);
        runner.Add(new PublishedExperiment(experiment with { Engine = engine }));
        pool.CompleteAdding();
        pool.TryTake(Timeout.InfiniteTimeSpan, CancellationToken.None, out TrainingOutcome<BatchNormComparison>? outcome);
        BatchNormComparison trained = outcome!.Result ?? throw outcome.Error!;
        return (trained.TestAccuracyWithout, trained.TestAccuracyWith);
    }

    private IEngine EngineFor(NetworkDefinition definition)
    {
        try
        {
            return EngineSelection.For(engine, definition);
        }
        catch (ArgumentException refusal)
        {
            throw new NotSupportedException(refusal.Message, refusal);
        }
    }

    private sealed class Trainee(INetwork network, Experiment experiment, Dataset dataset) : ITrainee
    {
        private readonly Learner _learner = new(network, OptimizerSettings.Of(experiment));
        private readonly BatchOrder _order = new(dataset.Training.Count, experiment.Seed);
        private readonly MiniBatch _batch = new(dataset.Training, experiment.BatchSize);

        public void Step()
        {
            _batch.Fill(_order);
            _learner.Step(_batch, (float)experiment.LearningRate);
        }

        public (double Accuracy, double Loss) Test(int images)
        {
            Evaluation evaluation = Evaluator.Evaluate(network, dataset.Test.Slice(0, images), StatisticsSource.Population);
            return (evaluation.Accuracy, evaluation.Loss);
        }

        public void Dispose() => network.Dispose();
    }
}
