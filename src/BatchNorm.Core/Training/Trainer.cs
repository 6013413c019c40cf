using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Optimizers;
using BatchNorm.Settings;
using BatchNorm.Testing;

namespace BatchNorm.Training;

/// <summary>Trains one network on one thread, sampling its validation accuracy on the way, and tests it at the end.</summary>
public static class Trainer
{
    /// <summary>
    /// Trains a network, once no other training of it is under way. With the seed and the data of its training before it goes on in the order of
    /// the batches where that training ended or was cancelled, also with batches of another size; with others it begins their order.
    /// </summary>
    /// <param name="net">The network; it keeps what it learns, also when training is cancelled.</param>
    /// <param name="dataset">What it is trained, sampled and tested on.</param>
    /// <param name="settings">How it is trained, and tested at the end; what the network is, it says itself.</param>
    /// <param name="observer">Is told of every step and sample as it comes.</param>
    /// <param name="cancellation">Checked at every step, and while another training has its turn.</param>
    /// <returns>The run, with the network in it.</returns>
    /// <exception cref="ArgumentException">
    /// The batch size is larger than the training set, there are fewer test images than single predictions, a momentum is given to an optimizer
    /// that has none, or images are of another size, or labelled with classes that the network has no output for. Nothing is trained then.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The network was disposed of.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public static TrainingRun Train(
        NeuralNet net,
        Dataset dataset,
        Experiment settings,
        ITrainingObserver? observer = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(net);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(settings);
        TestSettings test = TestSettings.Of(settings);
        test.CheckFit(dataset);
        CheckFit(net, dataset, settings);

        net.BeginTraining(cancellation);
        try
        {
            return TrainInTurn(net, dataset, settings, test, observer, cancellation);
        }
        finally
        {
            net.EndTraining();
        }
    }

    private static TrainingRun TrainInTurn(
        NeuralNet net, Dataset dataset, Experiment settings, TestSettings test, ITrainingObserver? observer, CancellationToken cancellation)
    {
        TrainingRun run = Describe(net, dataset, settings);
        var training = new SampledTraining(net, dataset, settings, observer);
        string batchOrderHash = training.Run(cancellation);
        return net.Read(
            network =>
            {
                Evaluation validation = Evaluator.Evaluate(network, dataset.Validation, StatisticsSource.Population, cancellation);
                TestResult tested = NetworkTester.Test(network, net.Name, dataset, test, cancellation);
                return run with
                {
                    BatchOrderHash = batchOrderHash,
                    FinalParametersHash = NumberHash.OfParameters(network.ReadParameters()),
                    Samples = [.. training.Samples],
                    ActivationSamples = [.. training.ActivationSamples],
                    ValidationAccuracy = validation.Accuracy,
                    TestAccuracy = tested.Accuracy,
                    Predictions = tested.Predictions,
                    IndividualAccuracy = tested.IndividualAccuracy,
                    Diverged = training.HasDiverged || validation.HasDiverged || tested.Diverged,
                    BatchesPerSecond = settings.TrainingBatches / training.Duration.TotalSeconds,
                    Duration = training.Duration,
                };
            },
            cancellation);
    }

    /// <summary>What is known of a run before its first step.</summary>
    private static TrainingRun Describe(NeuralNet net, Dataset dataset, Experiment settings) => new(net.Described(settings))
    {
        Momentum = OptimizerSettings.Of(settings).Momentum,
        UseBatchNorm = net.UseBatchNorm,
        FirstBatch = net.TrainedBatches,
        Dataset = dataset.Name,
        DatasetHash = dataset.Sha256,
        VectorWidth = net.VectorWidth,
        InitialWeightsHash = NumberHash.OfWeights(net.ReadParameters()),
        Network = net,
    };

    /// <summary>Checks the settings of a training, and against the data they are to be used with.</summary>
    /// <exception cref="ArgumentException">The batch size is larger than the training set, or the optimizer has no such momentum.</exception>
    public static void CheckTraining(Experiment settings, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(dataset);
        _ = OptimizerSettings.Of(settings);
        if (settings.BatchSize > dataset.Training.Count)
            throw new ArgumentException($"A batch of {settings.BatchSize} images is larger than the training set of {dataset.Name}, which has {dataset.Training.Count}. Choose a smaller batch size.");
    }

    private static void CheckFit(NeuralNet net, Dataset dataset, Experiment settings)
    {
        CheckTraining(settings, dataset);
        NetworkFit.CheckData(net.Definition, net.Name, dataset);
    }
}
