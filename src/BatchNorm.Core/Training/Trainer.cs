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
    /// <param name="checkpoint">
    /// Where the training is kept as it goes, and when it is cancelled, or null. Where there is something in it already, the training goes on from
    /// there and ends with the same run, to the bit and but for its times, as if it had never been interrupted. It is left there at the end:
    /// remove it once the run is safe.
    /// </param>
    /// <returns>The run, with the network in it.</returns>
    /// <exception cref="ArgumentException">
    /// The batch size is larger than the training set, there are fewer test images than single predictions, a momentum is given to an optimizer
    /// that has none, or images are of another size, or labelled with classes that the network has no output for. Nothing is trained then.
    /// </exception>
    /// <exception cref="CheckpointException">What is in the checkpoint is of something else, or damaged. Nothing is trained or changed then.</exception>
    /// <exception cref="IOException">The checkpoint cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The checkpoint may not be read.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed of.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
#pragma warning disable CA1068 // the token keeps the place it had before there were checkpoints: most trainings have none
    public static TrainingRun Train(
        NeuralNet net,
        Dataset dataset,
        Experiment settings,
        ITrainingObserver? observer = null,
        CancellationToken cancellation = default,
        ICheckpoint? checkpoint = null) =>
        Train(net, dataset, settings, observer, checkpoint, TimeProvider.System, cancellation);
#pragma warning restore CA1068

    /// <summary>The same by any clock.</summary>
    internal static TrainingRun Train(
        NeuralNet net,
        Dataset dataset,
        Experiment settings,
        ITrainingObserver? observer,
        ICheckpoint? checkpoint,
        TimeProvider clock,
        CancellationToken cancellation)
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
            TrainingRun run = Describe(net, dataset, settings);
            var training = new SampledTraining(net, dataset, settings, observer, clock);
            return checkpoint is null
                ? TrainInTurn(net, dataset, run, test, training, () => { }, cancellation)
                : TrainKept(net, dataset, run, test, training, new CheckpointKeeper(checkpoint, net, run, dataset, observer, clock), cancellation);
        }
        finally
        {
            net.EndTraining();
        }
    }

    /// <summary>Trains on from a checkpoint, and leaves the training there when it is cancelled: between two steps, in a sample or in the test at the end.</summary>
    private static TrainingRun TrainKept(
        NeuralNet net, Dataset dataset, TrainingRun run, TestSettings test, SampledTraining training, CheckpointKeeper keeper, CancellationToken cancellation)
    {
        if (keeper.Restore(cancellation) is { } state)
        {
            training.GoOn(state);
            run = run with { FirstBatch = state.FirstBatch, InitialWeightsHash = state.InitialWeightsHash };
        }

        try
        {
            return TrainInTurn(net, dataset, run, test, training, () => keeper.WriteIfDue(training), cancellation);
        }
        catch (OperationCanceledException)
        {
            keeper.Write(training);
            throw;
        }
    }

    private static TrainingRun TrainInTurn(
        NeuralNet net, Dataset dataset, TrainingRun run, TestSettings test, SampledTraining training, Action betweenSteps, CancellationToken cancellation)
    {
        string batchOrderHash = training.Run(betweenSteps, cancellation);
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
                    TrainingAccuracy = training.TrainingAccuracy(network, cancellation),
                    LayerSamples = [.. training.LayerSamples],
                    LandscapeSamples = [.. training.LandscapeSamples],
                    ValidationAccuracy = validation.Accuracy,
                    TestAccuracy = tested.Accuracy,
                    Predictions = tested.Predictions,
                    IndividualAccuracy = tested.IndividualAccuracy,
                    Diverged = training.HasDiverged || validation.HasDiverged || tested.Diverged,
                    BatchesPerSecond = run.TrainingBatches / training.Elapsed.TotalSeconds,
                    Duration = training.Elapsed,
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
        TrainingImages = dataset.Training.Count,
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
        CheckBatchSize(settings.BatchSize, dataset);
    }

    /// <summary>Checks that there are as many training images as a mini-batch has.</summary>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    internal static void CheckBatchSize(int batchSize, Dataset dataset)
    {
        if (batchSize > dataset.Training.Count)
            throw new ArgumentException($"A batch of {batchSize} images is larger than the training set of {dataset.Name}, which has {dataset.Training.Count}. Choose a smaller batch size.");
    }

    private static void CheckFit(NeuralNet net, Dataset dataset, Experiment settings)
    {
        CheckTraining(settings, dataset);
        NetworkFit.CheckData(net.Definition, net.Name, dataset);
    }
}
